"""Invented people and companies: names, addresses, and contact details that reach nobody.

E-mail is at the domains reserved for examples. Western phones use the numbers that are kept free
for fiction (area code, 555-01xx), Chinese ones a former satellite range.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from pypinyin import lazy_pinyin


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = _words("""
    王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅
    沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔
    白 崔 康 毛 邱 秦 江 史 欧阳 上官 司马 诸葛
""")
GIVEN_ONE = _words("""
    伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 霞 平 刚 桂 鑫 悦 琳 晨 宇 婷 佳 雪 梅 兰 岚 轩 睿 昊
""")
GIVEN_TWO = _words("""
    雨桐 梓涵 欣怡 子轩 浩然 思远 晓明 建国 秀英 志强 文博 嘉怡 诗涵 俊杰 雅婷 子墨 一诺 可欣 天佑 明哲 晓燕
    玉兰 海燕 春梅 国强 建华 丽娟 美玲 佩珊 若曦 承恩 静怡 慧敏 安琪 心怡 博文 泽宇 书瑶 梦洁 云帆 景行 知夏
    清越 望舒 沐阳
""")
GIVEN = _words("""
    Anna Ben Clara Daniel Emma Felix Grace Henry Isabel Jack Kate Liam Maria Noah Olivia Paul Quinn Rosa Samuel
    Tess Ursula Victor Wendy Xavier Yvonne Zoe Alice Arthur Beatrice Charles Diana Edward Fiona George Hannah
    Ian Julia Karl Laura Martin Nina Oscar Petra Ralph Sophie Thomas Una Vera Walter Amelia Bruno Cecilia David
    Elena Francis Gloria Hugo Irene Joan Kevin Lucy Mark Nora Otto Peter Rita Simon Tara Vincent Élodie Zoë José
    Inés Jürgen Anaïs Søren
""")
FAMILY = _words("""
    Abbott Baker Carver Dalton Ellis Fletcher Garner Hayes Ingram Jarvis Keller Lawson Mercer Norton Osborne
    Parker Quigley Ramsey Sutton Turner Underwood Vaughn Walker Yates Zimmer Archer Barlow Chandler Draper
    Easton Farmer Gardner Harper Irving Jensen Knight Lambert Mason Nash Oakley Porter Reeves Shepherd Thatcher
    Upton Vance Weaver Young Alvarez Bauer Costa Dubois Eriksen Fischer Garcia Hoffmann Ivanov Jansen Kowalski
    Larsen Moreau Novak O'Brien Petrov Rossi Schmidt Torres Unger Vogel Weber Müller Lefèvre Peña Bjørnstad
    Murphy Kelly Sullivan Doyle Byrne Walsh
""")
COMPANY_HEADS = _words("""
    Harbour Meridian Northlight Juniper Bluebell Copper Maple Granite Lantern Willow Orchard Summit Riverside
    Saffron Cobalt Amber Birch Cedar Delta Ember Falcon Garnet Hazel Indigo Jasper Kestrel Linden Marble Nimbus
    Opal
""")
COMPANY_TAILS = (
    "Studio", "Interiors", "Flowers", "Coffee House", "Hotel", "Dance School", "Design", "Dental Care", "Events",
    "Radio", "Books", "Theatre", "Fitness", "Bakery",
)  # fmt: skip
CHINESE_COMPANIES = _words("""
    花艺 设计 咖啡 酒店 舞蹈 影视 书店 茶馆 琴行 传媒
""")
CHINESE_HEADS = _words("""
    云山 江南 明月 青禾 半夏 清风 锦瑟 南枝 听雨 远山 拾光 木棉 星河 小满 竹里
""")
AREA_CODES = (
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234,
    239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309,
    310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 330, 334, 336, 337, 339, 347, 351, 352, 360, 361, 386,
    401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 425, 432, 434, 435, 440, 443, 469,
    478, 479, 480, 484, 501, 502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515, 516, 517, 518, 520, 530, 540, 541,
    559, 561, 562, 563, 570, 571, 573, 574, 575, 580, 585, 586, 601, 602, 603, 605, 606, 607, 608, 609, 610, 612, 614,
    615, 616, 617, 618, 619, 620, 623, 626, 630, 631, 636, 641, 646, 650, 651, 660, 661, 662, 678, 682, 701, 702, 703,
)  # fmt: skip
DOMAINS = ("example.com", "example.org", "example.net")
STREETS = ("High Street", "Station Road", "Mill Lane", "Park Avenue", "Church Street", "Lake Drive", "Elm Street")
CITIES = (("Springfield", "IL", "62701"), ("Riverton", "NJ", "08077"), ("Fairview", "OR", "97024"),
          ("Georgetown", "TX", "78626"), ("Madison", "WI", "53703"), ("Salem", "MA", "01970"))  # fmt: skip
CHINESE_STREETS = ("中山路", "人民路", "解放路", "建设路", "和平路", "新华路")
CHINESE_CITIES = (
    ("上海市", "200001"),
    ("杭州市", "310000"),
    ("成都市", "610000"),
    ("广州市", "510000"),
    ("苏州市", "215000"),
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an invented customer is."""

    given_name: str
    family_name: str
    is_chinese: bool
    language: str
    email: str
    phone: str


def person(chance: Random, number: int) -> Identity:
    """The `number`-th person; e-mail addresses differ by the number."""
    is_chinese = chance.random() < 0.42
    if is_chinese:
        family = chance.choice(SURNAMES)
        given = chance.choice(GIVEN_ONE) if chance.random() < 0.25 else chance.choice(GIVEN_TWO)
        language = "zh-hans"
    else:
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        language = "en"
    return Identity(
        given,
        family,
        is_chinese,
        language,
        _email(chance, given, family, number),
        _phone(chance, is_chinese=is_chinese),
    )


def company_name(chance: Random, *, is_chinese: bool) -> str:
    if is_chinese:
        return f"{chance.choice(CHINESE_HEADS)}{chance.choice(CHINESE_COMPANIES)}有限公司"
    return f"{chance.choice(COMPANY_HEADS)} {chance.choice(COMPANY_TAILS)}"


def _email(chance: Random, given: str, family: str, number: int) -> str:
    """Four in five have told one."""
    if chance.random() > 0.8:
        return ""
    parts = lazy_pinyin(f"{family}{given}") if not given.isascii() and not given[0].isascii() else [given, family]
    local = ".".join(_latin(part) for part in parts)
    return f"{local}.{number}@{chance.choice(DOMAINS)}"


def _latin(part: str) -> str:
    letters = part.lower().translate(str.maketrans("éëèöüøåíñäïáó", "eeeouoainaiao"))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())


def _phone(chance: Random, *, is_chinese: bool) -> str:
    if chance.random() > 0.75:
        return ""
    if is_chinese:
        return f"+861740{chance.randrange(6)}{chance.randrange(10**6):06d}"
    return f"+1{chance.choice(AREA_CODES)}55501{chance.randrange(100):02d}"
