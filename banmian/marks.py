"""What newspapers print around their text: bylines, credits, datelines, page headers, editors' marks.

All patterns are matched against text without white space (``Line.bare``), since extractors put
spaces anywhere. They know the words of the trade and no name of any paper, person or place.
"""

import re

_ROLE = (
    r"(?:首席|见习|实习|特约|特派|驻[\u4e00-\u9fff]{2,6}?|全媒体|融媒体?|摄影)*"
    r"(?:记者|通讯员|实习生|通信员|评论员|摄影师)"
)
_OWN = r"(?:本报|本刊|本台|本网|新华社|中新社|人民网|新华网|央视|经济日报|[\u4e00-\u9fff]{2,6}日报)"
_LETTER = r"[\u4e00-\u9fff·]"
_NAMES = _LETTER + "{2,24}"
_SHOT = r"(?:摄影报道|摄影/文|摄影|摄|文/图|图/文|文并摄|图|/文|供图)"

_LEADS = (
    r"本报(?:综合|[\u4e00-\u9fff]{2,8}\d*月?\d*日?)?(?:讯|消息|电)(?=[（(]|[^\u3002]{0,30}(?:记者|通讯员)|\d|[\u4e00-\u9fff“])",
    r"(?:据)?(?:新华社|中新社|新华网|人民网|央视|中新网)[\u4e00-\u9fff]{0,8}(?:\d{1,2}月)?(?:\d{1,2}日)?(?:电|消息|讯)",
    r"据[\u4e00-\u9fff]{2,10}(?:社|报|网|台)(?:报道|消息|电)",
    r"[（(]?" + _OWN + r"?" + _ROLE + r"[^，。、；：]{2,12}(?:报道|电)[）)]?",
    r"(?:综合消息|简讯|短讯|本报电)",
)
_ARROWS = "⬆⬇⬅➡⬈⬉⬊⬋↑↓←→▲▼◀▶△▽◁▷"

LEAD = re.compile("|".join(f"(?:{lead})" for lead in _LEADS))
"""A report's opening, run on with its first sentence."""
_IN_BRACKETS = re.compile(
    rf"[（(](?:{_OWN})?{_ROLE}[^）)（(]{{1,60}}[）)](?:{_ROLE}[^）)（(，。]{{2,12}}[）)])?"
)
CONTINUES = re.compile(r"(?:又讯|又电|另讯|另据|相关链接)")
"""A second report under the same headline."""
BYLINE = re.compile(
    rf"[□■●◎◆○]?(?:{_OWN}{_ROLE}|(?:特约|见习|实习)?(?:通讯员|实习生)){_NAMES}(?:[、/]?{_ROLE}{_NAMES})*(?:文/图|图/文|摄影报道|整理|文)?"
)
"""A line or two of nothing but the writers' names."""
CREDIT = re.compile(
    rf"[（(]?(?:{_OWN})?(?:{_ROLE}{_NAMES}?)+{_SHOT}[）)]?|[（(]?(?:图片?|照片)[：:]?{_NAMES}(?:摄|供图)?[）)]|{_LETTER}{{2,4}}摄"
)
"""A photograph's credit, alone in its lines."""
CREDIT_TAIL = re.compile(
    rf"[（(]?(?:{_OWN})?{_ROLE}(?:(?!记者|通讯员)[\u4e00-\u9fff·]){{2,16}}(?:{_ROLE}[\u4e00-\u9fff·]{{2,16}})?{_SHOT}[）)]?$"
)
"""The same, run on at the end of a caption."""
CAPTION = re.compile(rf"[{_ARROWS}]")
CAPTION_GOES_ON = re.compile(r"(?:该|[上下左右]?图|目前|据悉|据了解)")
"""The second paragraph of a caption."""
SUBTITLE = re.compile(r"(?:——|--|—|──|－－|\u2015\u2015)")
BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、．.](?!\d)|[①-⑳]|第[一二三四五六七八九十]+[章节条、])"
)
ENDS_ARTICLE = re.compile(
    r"(?:[（(](?:责编|责任编辑|编辑|未完待续|完|下转[^）)]*|上接[^）)]*|本报记者[^）)]*|记者[^）)]*|通讯员[^）)]*|[\u4e00-\u9fff·]{2,12})[）)]|[②③④⑤⑥⑦⑧⑨]\d)$"
)
LETTER = re.compile(
    r"(?:尊敬的|亲爱的|敬爱的)?[\u4e00-\u9fff]{0,8}(?:同志|编辑|读者|朋友|市民|居民|同学|老师|家长)(?:们|部)?[：:]$"
)
ANSWER = re.compile(r"[问答][：:]")
ENTRY = re.compile(r"[^：:，。]{2,10}[：:](?=.*(?:\d{4}|、.*、))")
"""A line of a list or a notice: 联系电话：…"""
LETTER_END = re.compile(r"(?:(?:此致|敬礼|顺祝|祝好|即颂)[！!]?)+")
NOTICE = re.compile(
    r"公告|公示|通告|通知|名单|启事|声明|邀请函|倡议书|公报|决定|意见$|办法$|招聘|征集|讣告|海报|预告"
)

NOTICE_WORDS = re.compile(
    r"公告如下|公示如下|公示期|通告如下|现予公布|现将[^。]{0,40}如下|特此|敬请谅解|由此给您带来|予以公告|欢迎[^。]{0,20}(?:报名|投稿|咨询)|咨询电话|联系电话"
)
MEETING = re.compile(r"(?:召开|举行|举办).{0,40}(?:会|会议|活动|仪式|大会|论坛|培训)$")
"""A headline that only says what took place: what stands below it in longer lines explains it."""

_FURNITURE = (
    r"第?[0-9A-Z一二三四五六七八九十]{1,4}版.{0,24}",
    r".{0,30}\d{4}年\d{1,2}月\d{1,2}日.{0,6}(?:星期|周)[一二三四五六日天].{0,24}",
    r".{0,20}\d{4}年\d{1,2}月\d{1,2}日(?:农历.{0,12})?",
    r"(?:星期|周)[一二三四五六日天].{0,20}",
    r"(?:(?:本版|值班|责任|美术|视觉|版面|执行|组版|电子)*(?:编辑|编委|主编|总编|校对|责编|美编|审读|版式|设计|制图|组版)[：:]?[\u4e00-\u9fff·]{0,12})+(?:电话.{0,20}|邮箱.{0,40}|电子信箱.{0,40})?",
    r"(?:扫一扫|扫码|扫描二维码|长按|微信扫).{0,20}|.{0,12}(?:关注我们|微信公众号|官方微信|微信二维码|公众号|抖音号|视频号)",
    r"(?:.{0,12}(?:国内统一(?:连续出版物号|刊号)|邮发代号|总第\d+期)|(?:本报)?(?:新闻热线|广告热线|投稿邮箱|网址)[：:]).{0,60}",
    r"(?:农历|己|庚|辛|壬|癸|甲|乙|丙|丁|戊)[\u4e00-\u9fff]{2,10}(?:初|十|廿|三十)[\u4e00-\u9fff]{0,2}",
    r"(?:\d{1,3}|[A-Z]\d{1,2})",
)
FURNITURE = re.compile("|".join(f"(?:{pattern})" for pattern in _FURNITURE))
"""A whole line that belongs to the page and to no article."""

LEAD_WORDS = re.compile(
    r"(?:近日|日前|昨日|昨天|今日|今天|前日|连日来|近期|近来|目前|当前|最近|春节前夕|节前|节日|本月|上周|日来|截至|自|从|为|因|由|经|据|随着|根据|按照|记者|笔者"
    r"|今年|去年|\d{4}年\d{1,2}月|\d{1,2}月(?:\d{1,2}日|份|初|底|上旬|中旬|下旬)|\d{1,2}日|[“][^”]{2,40}[！。？，]”?)"
)
"""How the first sentence of a report likes to begin."""
COLUMN_WORDS = re.compile(
    r"副刊$|来信$|专栏$|专版$|专刊$|简讯$|短讯$|要闻$|进行时$|连载$|进行曲$|视点$|观察$|聚焦$|播报$|快讯$|之窗$|论坛$|看点$|关注$"
)

_ORG_TAIL = (
    r"(?:局|委|委员会|办|办公室|厅|部|处|科|中心|街道|街道办事处|镇|乡|管委会|党工委|工委|党委|支部|政府|法院|检察院|公安局|派出所|支队|大队"
    r"|医院|学校|学院|大学|小学|中学|幼儿园|公司|集团|银行|协会|学会|联合会|总会|分会|工会|团委|妇联|社区|村|分局|总局|研究院|图书馆|文化馆|博物馆|服务站|合作社|联社|文明办|编辑部|筹备处)"
)
ORGANISATION = re.compile(
    rf"[\u4e00-\u9fff（）()、·\d]{{1,24}}?{_ORG_TAIL}(?:[（(][\u4e00-\u9fff、]{{2,10}}[）)])?"
)
"""The name of a body, whole: kickers and sign-offs are such lines."""


def byline_end(bare: str) -> int:
    """How many characters of a report's first paragraph are its byline; 0 where it has none."""
    opening = LEAD.match(bare) or CONTINUES.match(bare)
    if not opening:
        return 0
    names = _IN_BRACKETS.match(bare, opening.end())
    return names.end() if names else opening.end()
