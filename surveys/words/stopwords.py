"""Words that say nothing by themselves. Of English as they are written, apostrophes gone; short, on purpose."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = _set(
    """
    a about above after again all also am an and any are arent as at be because been before being below between both
    but by can cant could couldnt did didnt do does doesnt doing dont down during each even ever few for from further
    get gets getting go goes going gone got had hadnt has hasnt have havent having he her here hers him his how i id
    if ill im in into is isnt it its ive just let lets like made make makes many may maybe me might more most much must
    my no nor not now of off on once one only or other our out over own per quite rather really s said same say she
    should shouldnt so some something still such t than that thats the their them then there theres these they theyre
    thing things this those though through to too two under until up upon us very was wasnt we well were werent weve
    what when where which while who whom why will with within without wont would wouldnt yet you your youre
    """
)
CHINESE = _set(
    """
    的 了 和 是 在 我 我们 你 你们 您 他 她 它 他们 她们 也 都 就 还 很 太 非常 比较 有 有点 没 没有 不 不是 不会 这 那
    这个 那个 这里 那里 这样 那样 一个 一些 一下 一点 一次 一直 什么 怎么 为什么 因为 所以 但 但是 不过 而且 如果 可以
    可能 能 会 要 想 去 来 到 对 从 跟 与 及 或 或者 被 把 给 让 用 上 下 里 中 后 前
    时 时候 每次 每 个 次 吧 吗 呢 啊 哦 嗯
    呀 嘛 着 过 得 地 之 其 其他 而 并 并且 已 已经 再 又 才 只 只是 最 更 挺 真 真的 觉得 感觉 认为 希望 大家 自己
    """
)
