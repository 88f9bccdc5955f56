"""The shop: categories, topics, brands, some 200 products, stores and channels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from core import codes
from customers.models import Topic
from sales import services
from sales.models import Brand, Category, Channel, Product, Store

# code, name of the category, parent
CATEGORIES = (
    ("music", _("Music"), ""), ("rock", _("Rock"), "music"), ("pop", _("Pop"), "music"), ("jazz", _("Jazz"), "music"),
    ("classical", _("Classical"), "music"), ("soul", _("Soul and R&B"), "music"),
    ("electronic", _("Electronic"), "music"),
    ("country", _("Country and folk"), "music"), ("mandopop", _("Mandopop"), "music"),
    ("soundtracks", _("Soundtracks"), "music"),
    ("box-sets", _("Box sets"), "music"), ("gear", _("Listening gear"), ""), ("headphones", _("Headphones"), "gear"),
    ("players", _("Players"), "gear"), ("care", _("Care and storage"), "gear"),
)  # fmt: skip
GENRES = ("rock", "pop", "jazz", "classical", "soul", "electronic", "country", "mandopop", "soundtracks")
# How much of the shop's music each genre is.
SHARES = (0.24, 0.18, 0.12, 0.1, 0.1, 0.08, 0.08, 0.06, 0.04)
LABELS = {
    "rock": ("Granite Sound", "Loud Harbour"), "pop": ("Paper Moon", "Bright Side"),
    "jazz": ("Blue Door", "Night Train"),
    "classical": ("Meridian Classics", "Silent Hall"), "soul": ("Velvet Room", "Paper Moon"),
    "electronic": ("Northlight", "Signal Path"), "country": ("Old Orchard", "Granite Sound"),
    "mandopop": ("听雨唱片", "南枝音乐"), "soundtracks": ("Wide Screen", "Meridian Classics"),
}  # fmt: skip
ARTISTS = {
    "rock": ("The Iron Lanterns", "Static Harbour", "Gravel Crown", "Red Static", "The Late Engines"),
    "pop": ("Mila Verdane", "Juno Park", "The Parasols", "Theo Marlin", "Sugar Atlas"),
    "jazz": ("Orla Quint Trio", "Desmond Vale", "The Midnight Ledger", "Lena Torrance", "Brass Almanac"),
    "classical": ("Halden Chamber Players", "Irena Solveig", "Quartet Lindmark", "The Aldous Choir"),
    "soul": ("Marvelle James", "The Copper Sisters", "Otis Fairweather", "Delphine Rae"),
    "electronic": ("Kilowatt Garden", "Nova Static", "Polar Switch", "Echo District"),
    "country": ("Wyatt Hollow", "June Prairie", "The Barn Swallows", "Ellis Creek"),
    "mandopop": ("林夏", "陈知远", "南风乐队", "苏望舒", "半夏"),
    "soundtracks": ("The Winter Road", "Harbour of Glass", "Nine Rivers", "The Clockmaker"),
}
TITLES = {
    "mandopop": ("江南夜雨", "远山", "月光书", "第七个夏天", "旧地图", "清晨列车", "听海的人", "小城故人"),
    "classical": ("String Quartets", "Nocturnes", "Winter Cantata", "Six Suites", "Piano Works", "Evensong"),
    "soundtracks": ("Music from the Film", "The Complete Score", "Themes", "Original Soundtrack"),
}
FIRST = ("Blue", "Quiet", "Golden", "Broken", "Electric", "Silver", "Endless", "Crooked", "Paper", "Midnight", "Wild")
SECOND = ("Harbour", "Mornings", "Letters", "Rivers", "Skyline", "Garden", "Engines", "Lanterns", "Distance", "Summer")
GEAR = (
    ("headphones", _("Halcyon H2 headphones"), 8900, "Halcyon", 24),
    ("headphones", _("Halcyon H5 studio headphones"), 19900, "Halcyon", 24),
    ("headphones", _("Murmur in-ear phones"), 5900, "Murmur", 24),
    ("players", _("Orbit portable player"), 12900, "Orbit", 24),
    ("players", _("Orbit Duo turntable"), 24900, "Orbit", 36),
    ("players", _("Murmur bedside radio"), 7900, "Murmur", 24),
    ("care", _("Disc cleaning kit"), 1490, "Halcyon", 0),
    ("care", _("Oak shelf for 60 discs"), 6900, "Old Orchard", 12),
)
STORES = (
    ("harbour", _("Harbour Street"), "shop", "Riverton"), ("market", _("Market Square"), "shop", "Springfield"),
    ("station", _("Central Station"), "shop", "Madison"), ("shanghai", "上海 武康路店", "shop", "上海"),
    ("hangzhou", "杭州 湖滨店", "shop", "杭州"),
)  # fmt: skip
CHANNELS = (("shop", _("Shop")), ("web", _("Web shop")), ("phone", _("By phone")))
POINTS = {
    "music": (
        _("Pressed from the original tapes."),
        _("Booklet with lyrics and the story of every song."),
        _("Sounds as good in the car as at home."),
    ),
    "box-sets": (
        _("Everything they recorded, in one box."),
        _("Numbered edition with a hardback book."),
        _("A gift that gets opened twice."),
    ),
    "gear": (
        _("You hear the room, not only the singer."),
        _("Light enough for a whole evening."),
        _("Repairable: every part can be ordered."),
    ),
}
QUESTIONS = {
    "music": (
        _("Is it remastered?\nYes, from the first-generation tapes."),
        _("Can I listen to it first?\nOf course, at the listening bar."),
    ),
    "box-sets": (
        _("Are the bonus tracks new?\nA third of them were never released."),
        _("Will it be reprinted?\nNo, the edition is numbered."),
    ),
    "gear": (
        _("How long is the guarantee?\nTwo years, three on turntables; the receipt is enough."),
        _("Can I try it?\nBring your own music."),
    ),
}


@dataclass(frozen=True)
class Item:
    """A product as the history needs it."""

    sku: str
    price: int
    launched: date


@dataclass
class Catalogue:
    """Products by genre (most popular first), box sets and gear."""

    by_genre: dict[str, list[Item]] = field(default_factory=dict)
    boxes: list[Item] = field(default_factory=list)
    gear: list[Item] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(map(len, self.by_genre.values())) + len(self.boxes) + len(self.gear)


def build(chance: Random, first_day: date) -> Catalogue:
    """Make places and products; records came out before and during the history that begins on `first_day`."""
    _places()
    categories, topics = _trees()
    brands = {name: Brand.objects.create(name=name) for name in _brand_names()}
    shop = Catalogue()
    maker = _Maker(chance, first_day, categories, topics, brands)
    for genre in GENRES:
        shop.by_genre[genre] = [maker.record(genre, number) for number in range(20)]
    shop.boxes = [maker.box(genre) for genre in GENRES for _n in range(2)]
    shop.gear = [maker.gear(*facts) for facts in GEAR]
    maker.announce()
    return shop


def _places() -> None:
    channels = {code: Channel.objects.create(code=code, name=gettext(name)) for code, name in CHANNELS}
    for code, name, channel, city in STORES:
        Store.objects.create(code=code, name=gettext(name), channel=channels[channel], city=city)


def _trees() -> tuple[dict[str, Category], dict[str, Topic]]:
    """Categories for products and topics for people's interests: the same tree, two purposes."""
    categories: dict[str, Category] = {}
    topics: dict[str, Topic] = {}
    for code, source, parent in CATEGORIES:
        name = gettext(source)
        row = Category(code=code, name=name, parent=categories.get(parent))
        categories[code] = services.save_category(category=row)
        if code not in {"box-sets", "care"}:
            topics[code] = Topic.objects.create(code=code, name=name, parent=topics.get(parent))
    return categories, topics


def _brand_names() -> list[str]:
    names = [name for pair in LABELS.values() for name in pair] + [facts[3] for facts in GEAR]
    return sorted(set(names))


@dataclass
class _Maker:
    chance: Random
    first_day: date
    categories: dict[str, Category]
    topics: dict[str, Topic]
    brands: dict[str, Brand]
    serial: int = 0

    def record(self, genre: str, number: int) -> Item:
        artist = ARTISTS[genre][number % len(ARTISTS[genre])]
        price = self.chance.choice((1199, 1299, 1399, 1499, 1599, 1699))
        name = f"{artist}: {self._title(genre)}" if genre != "mandopop" else f"{artist}《{self._title(genre)}》"
        return self._make(genre, name, price, self._label(genre), "music")

    def box(self, genre: str) -> Item:
        artist = self.chance.choice(ARTISTS[genre])
        name = (
            gettext("%(artist)s: The Complete Recordings") % {"artist": artist}
            if genre != "mandopop"
            else f"{artist}《全集》"
        )
        price = self.chance.choice((4999, 5999, 7999))
        return self._make("box-sets", name, price, self._label(genre), "box-sets", topic=genre)

    def gear(self, category: str, name: str, price: int, brand: str, warranty: int) -> Item:
        return self._make(category, gettext(name), price, brand, "gear", topic="gear", warranty=warranty)

    def announce(self) -> None:
        """One record that is not out yet, for the next notice."""
        item = self._make("rock", "The Iron Lanterns: Second Daylight", 1699, "Loud Harbour", "music")
        soon = self.first_day + timedelta(days=590)
        Product.objects.filter(sku=item.sku).update(state=Product.State.PLANNED, launch_on=soon)

    def _title(self, genre: str) -> str:
        known = TITLES.get(genre)
        return self.chance.choice(known) if known else f"{self.chance.choice(FIRST)} {self.chance.choice(SECOND)}"

    def _label(self, genre: str) -> str:
        return self.chance.choice(LABELS[genre])

    def _make(
        self, category: str, name: str, price: int, brand: str, words: str, *, topic: str = "", warranty: int = 0
    ) -> Item:
        self.serial += 1
        sku = f"{category[:3].upper()}-{self.serial:04d}"
        # In-store numbers (prefix 2) as scanners read them.
        body = f"2{self.serial:011d}"
        launched = self.first_day + timedelta(days=self.chance.randrange(-900, 300))
        points = [gettext(text) for text in self.chance.sample(POINTS[words], k=2)]
        data = services.ProductData(
            sku=sku, barcode=body + codes.ean13_digit(body), name=self._unique(name),
            category=self.categories[category], brand=self.brands[brand], price=price,
            unit_cost=price * self.chance.randrange(52, 66) // 100, launch_on=launched, warranty_months=warranty,
            warranty_terms=gettext("Repair or replacement; the receipt is enough.") if warranty else "",
            selling_points="\n".join(points), likely_questions="\n\n".join(gettext(text) for text in QUESTIONS[words]),
        )  # fmt: skip
        services.create_product(
            data=data, topics=[self.topics[topic or category]] if (topic or category) in self.topics else []
        )
        return Item(sku, price, launched)

    def _unique(self, name: str) -> str:
        """A second record of the same name is the second volume."""
        volume, wanted = 1, name
        while Product.objects.filter(name=wanted).exists():
            volume += 1
            wanted = f"{name} · {volume}"
        return wanted
