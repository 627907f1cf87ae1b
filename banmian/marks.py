"""What newspapers print around their text: bylines, credits, datelines, page headers, editors' marks.

All patterns are matched against text without white space (``Line.bare``), since extractors put
spaces anywhere. They know the words of the trade and no name of any paper, person or place.
"""

import re

from banmian.vocabulary import vocabulary


def _any(words: str) -> str:
    """A group of alternatives, parted by white space."""
    return f"(?:{'|'.join(words.split())})"


_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_IN_NAME = r"[\u3400-\u9fff\U00020000-\U0003ffff·]"
_NAMES = rf"(?:(?!{_any('记者 通讯员 通信员 实习生 评论员 摄影')}){_IN_NAME}){{2,24}}"
ROLE = (
    rf"(?:首席|见习|实习|特约|特派|学生|校园|小|驻(?:(?!驻|记者){_HAN}){{1,6}}|全媒体|融媒体?|摄影){{0,3}}"
    + _any("记者 通讯员 实习生 通信员 评论员 摄影师")
)
"""见习记者, 驻某地记者, 通讯员 …: what stands before names."""
_AGENCY = _any("新华社 中新社 新华网 人民网 央视 中新网")
OWN = (
    rf"(?:本报|本刊|本台|本网|本社|{_AGENCY}|{_HAN}{{0,6}}(?:日|晚|早|晨|时|商|周|新|快|农|都市|青年|工人|法制|经济|科技)报"
    rf"|{_HAN}{{0,6}}(?:融媒体?(?:中心)?|传媒中心|新闻中心|报社)(?={_any('记者 首席 见习 实习 特约')}))"
)
_SHOT_WORDS = "摄影报道 摄影/文 摄影 文/摄 摄/文 摄 文/图 图/文 文并摄 图 /文 供图"
_SHOT = _any(_SHOT_WORDS)
SHOT_ALONE = _any("摄影报道 摄影 摄 供图 图")
"""What stands beside a photographer's name behind a stroke."""
_MONTH_DAY = r"\d{1,2}月\d{1,2}日"
_DAY_OF_MONTH = r"(?:[\d一二三四五六七八九十]{1,3}月)?[\d一二三四五六七八九十]{1,3}日"

# ------------------------------------------------------------ where an article starts
_LEADS = (
    rf"据{_HAN}{{2,16}}?(?:局|委|办|站|会|处|中心|公司)(?:消息|通报)(?![，,：:])",
    rf"(?:本报|{_HAN}{{2,8}}?(?=讯(?:[（(]|{ROLE})))(?:综合|(?!讯)(?:(?!记者){_HAN}){{2,8}}?(?:{_DAY_OF_MONTH})?|{_DAY_OF_MONTH})?(?:讯|消息|专?电)"
    rf"(?=[（(]|[^。]{{0,30}}(?:记者|通讯员)|\d|{_HAN}|“)",
    rf"据?{_AGENCY}[^，。；：（(]{{0,8}}?(?:{_DAY_OF_MONTH})?(?:电|消息|讯)",
    rf"据(?:{_HAN}{{2,10}}(?:社|报|网|台)|《{_HAN}{{2,12}}》)(?:{_MONTH_DAY})?(?:报道|消息|电)",
    rf"[（(]?(?:{OWN})?{ROLE}{_IN_NAME}{{2,4}}(?:、{_IN_NAME}{{2,4}})*(?:报道[：:]?|电)[）)]?",
    rf"[【〔\[](?:{OWN})?{ROLE}{_IN_NAME}{{2,12}}(?:[/／、]?{_HAN}{{2,8}})?(?:综合|专访)?(?:报[道导]|电)?[】〕\]]",
    rf"[（(]{_HAN}{{2,12}}?{_DAY_OF_MONTH}?电[）)]",
    rf"[（(](?:{OWN})?{ROLE}{_NAMES}(?:[、/]?{ROLE}{_NAMES})*[）)](?=.)",
    rf"[【〔\[]{OWN}(?:综合|(?!讯){_HAN}{{2,8}}?)?(?:讯|消息|电)[】〕\]]",
    _any("综合消息 简讯 短讯 本报电"),
)
LEAD = re.compile("|".join(f"(?:{lead})" for lead in _LEADS))
"""A report's opening, run on with its first sentence."""
SIGNED_OPENING = re.compile(rf"[□■◎◆◇○●](?:{OWN})?{ROLE}{_IN_NAME}|(?:口述|讲述)(?:人|者)?[：:]{_HAN}")
"""A report's opening, whose writers the first sentence follows without a mark."""
CONTINUED = re.compile(r"[（(](?:上接|紧接|接)[^）)]{1,12}版[^）)]{0,12}[）)]")
"""How the rest of a report from another page opens."""
CONTINUES = re.compile(_any("又讯 又电 另讯 另据"))
"""A second report under the same headline."""
_IN_BRACKETS = re.compile(
    rf"[（(](?:{OWN})?{ROLE}[^）)（(]{{1,60}}[）)](?:{ROLE}[^）)（(，。]{{2,12}}[）)])?|[（(]{_IN_NAME}{{2,10}}(?:文/图|图/文|摄影报道)?[）)]"
    rf"|[（(]{_IN_NAME}{{2,4}}(?:、{_IN_NAME}{{2,4}}){{0,3}}报道[）)]"
)
_REPORTS = re.compile(
    rf"(?:{_HAN}{{2,12}}?)?{ROLE}[^，。；：（(]{{2,60}}?(?:摄影)?报道[：:]"
    rf"|{ROLE}{_IN_NAME}{{2,4}}(?:、{_IN_NAME}{{2,4}})?(?:、?{ROLE}{_IN_NAME}{{2,4}}(?:、{_IN_NAME}{{2,4}})?)?(?:摄影)?报道"
    rf"|(?!{_any('连续 跟踪 系列 综合 集中 专题 深度 追踪 独家 现场 近日 昨日 今日 日前 媒体 有关 据')}){_IN_NAME}{{2,3}}报道(?![，,了称说])"
)
_ANSWERS = (
    rf"(?:本期|今日|本周)?{_any('答疑 坐诊 解答 做客 主讲 受访')}(?:{_any('人 者 专家 嘉宾 律师 医生')})?"
)
TELLS = rf"(?:口述|讲述|{_ANSWERS})"
"""What stands before who told a story or answered readers, and did not write."""
BYLINE = re.compile(
    rf"[□■●◎◆◇○/／]?(?:文/图|图/文)?(?:{OWN}{ROLE}|(?:特约|见习|实习|学生|校园)(?:通讯员|记者|评论员)|通讯员|实习生)[/／：:]?{_NAMES}"
    rf"(?:[、/]?(?:{OWN})?{ROLE}{_NAMES})*(?:文/图|图/文|文/摄|摄/文|图文|摄影报道|整理|文)?"
    rf"|[（(](?:{OWN})?{ROLE}{_NAMES}(?:[、/]?{ROLE}{_NAMES})*[）)]"
    rf"|[□■◎◆◇○](?:本报评论员|{_IN_NAME}{{2,8}})(?:文/图|图/文|整理|文)?(?:[（(]{_HAN}{{2,10}}[）)])?|[□■◎◆◇○]?(?:文/{_IN_NAME}{{2,6}}|{_IN_NAME}{{2,6}}/文)|本报评论员"
    rf"|[□■●◎◆◇○]?{ROLE}{_NAMES}(?:[、/]?{ROLE}{_NAMES})*(?:文/图|图/文|文/摄|摄/文|图文|摄影报道|整理|文)?"
    rf"|(?:{_ANSWERS}|作者|主持人?)[：:][\u3400-\u9fff·、]{{2,28}}"
    rf"|[□■◆]?(?:{_any('口述 讲述 采写 撰文 整理 采访 记录 搜集')}[/／：:](?:{OWN}{ROLE})?{_IN_NAME}{{2,12}}){{1,3}}"
    rf"|[□■]?(?:{OWN}{ROLE})?{_IN_NAME}{{2,9}}/文{_IN_NAME}{{2,9}}/[图摄]|文/{_IN_NAME}{{2,9}}?图/{_IN_NAME}{{2,9}}"
)
"""A line or two of nothing but the writers' names."""
LETTER = re.compile(
    rf"(?:尊敬的|亲爱的|敬爱的)?{_HAN}{{0,8}}"
    + _any("同志 编辑 读者 朋友 市民 居民 同学 老师 家长")
    + "(?:们|部)?[：:]$"
)
ADDRESSED = re.compile(
    rf"{_HAN}{{0,6}}(?:"
    + _any("编辑同志 编辑部 晚报编辑 编辑 记者同志 主编先生")
    + "[：:]|"
    + _any("编辑同志 记者同志 主编先生")
    + "，)"
)
"""How a letter opens, run on with its text."""
CALLS_IN = re.compile(
    rf"(?:{_HAN}{{0,3}}"
    + _any("先生 女士 小姐 大爷 大妈 阿姨 师傅 老师 同学")
    + "|"
    + _any("网友 市民 读者 居民 村民 家长")
    + rf"{_HAN}{{0,4}})"
    + _any("来电 来信 来函 留言 反映 投诉 咨询 提问")
    + "[：:]"
)
"""How a reader's word by telephone opens."""
CORRECTS = re.compile(
    rf"(?:本报|本刊)?(?:\d{{4}}年)?{_MONTH_DAY}(?:本报|本刊)?[^，。]{{0,8}}版[^，。]{{0,6}}《"
)
"""How a correction opens: it says where the mistake was printed."""
OPENS_IN_BRACKETS = re.compile("【[^】]{2,8}】(?=.)")
"""Where a brief comes from, or what it is about, before its text."""
LEAD_WORDS = re.compile(
    _any(
        "近日 日前 昨日 昨天 今日 今天 前日 连日来 近期 近来 目前 当前 最近 节前 节日 本周 本月 上周 日来 截至"
        " 自 从 为 因 由 经 据 随着 根据 按照 记者 笔者 今年 去年"
    )
    + rf"|{_HAN}节(?:前夕|期间)|\d{{4}}年\d{{1,2}}月|\d{{1,2}}月(?:\d{{1,2}}日|份|初|底|上旬|中旬|下旬)|\d{{1,2}}日"
    + r"|“[^”]{2,40}[！。？，]”?"
)
"""How the first sentence of a report likes to begin."""

# ------------------------------------------------------------ captions
ARROW = re.compile("[⬆⬇⬅➡⬈⬉⬊⬋↑↓←→▲▼◀▶△▽◁▷]")
CAPTION = re.compile(rf"{ARROW.pattern}|[（(]?(?:[上下左右]图|图)(?:[一二三四①-⑳]|为|[：:])")
"""An arrow to the photograph opens its caption."""
SHOWS = re.compile(r"[（(]?图为")
CAPTION_GOES_ON = re.compile("(?:该|[上下左右]?图|目前|据悉|据了解)")
"""The second paragraph of a caption."""
CREDIT = re.compile(
    rf"[□■◎◆○]?[（(]?(?:{OWN})?(?:{ROLE}(?:{_NAMES})?)+[/／]?{_SHOT}[）)]?"
    rf"|[（(]?(?:图片?|照片)[：:]?{_NAMES}(?:摄|供图)?[）)]"
    rf"|(?:特约摄影|摄影[：:/／]){_IN_NAME}{{2,9}}(?:配诗[：:/／]{_IN_NAME}{{2,9}})?"
    rf"|(?:读者|网友|特约)?{_IN_NAME}{{2,9}}(?:摄|供图|摄影报道)|[（(]{_IN_NAME}{{2,9}}(?:摄|供图)[）)]|[（(](?:图片|照片)?由?{_HAN}{{2,16}}提供[）)]|(?:(?:图片|照片)由?|由){_HAN}{{2,16}}提供"
    rf"|[（(]?{_IN_NAME}{{2,4}}[/／]{SHOT_ALONE}[）)]?|[（(]?{SHOT_ALONE}[/／]{_IN_NAME}{{2,4}}[）)]?"
    rf"|(?:摄影报道|文/图|图/文){_IN_NAME}{{2,4}}"
    r"|[（(]?资料(?:图|图片|照片)[）)]?"
)
"""A photograph's credit, alone in its lines."""
_CREDIT_TAIL = re.compile(
    rf"[（(]?(?:{OWN})?{ROLE}(?:(?!记者|通讯员){_IN_NAME}){{2,16}}(?:{ROLE}{_IN_NAME}{{2,16}})?{_SHOT}[）)]?$"
    rf"|(?<=[。！？”])(?:读者|网友)?{_IN_NAME}{{2,9}}(?:摄|摄影|供图)$|[（(]{_IN_NAME}{{2,9}}(?:摄|摄影|供图)[）)]$"
    rf"|(?<=[。！？”]){_IN_NAME}{{2,4}}(?:[/／]{SHOT_ALONE}|摄影报道|文/图|图/文)$"
    rf"|(?<=[。！？”])(?:摄影报道|文/图|图/文){_IN_NAME}{{2,4}}$"
)
_BEFORE_NAME = ("摄影报道", "文/图", "图/文")
_CREDIT_ENDS = frozenset("）)").union(word[-1] for word in _SHOT_WORDS.split())


def credit_tail(bare: str) -> re.Match[str] | None:
    """The same, run on at the end of a caption."""
    ends = bare[-1:] in _CREDIT_ENDS or any(word in bare[-8:] for word in _BEFORE_NAME)
    return _CREDIT_TAIL.search(bare) if ends else None


# ------------------------------------------------------------ headlines, and lines like them
SUBTITLE = re.compile("(?:——|--|—|──|－－|――)")
BRACKETED = re.compile("[（(][^（）()]*[）)]")
INSTALMENT = re.compile(r"(?:[—－-]*《[^《》]+》|.{2,12}(?:系列|报道))?之(?:[一二三四五六七八九十]+|\d+)")
"""Which part of a series an article is: a subtitle of its own."""
_COUNT = "[一二三四五六七八九十]"
NUMBERED = re.compile(
    rf"(?:{_COUNT}{{1,3}}[、．.]|[（(]{_COUNT}{{1,3}}[）)]|\d{{1,2}}[、．.](?!\d)|[①-⑳]|第{_COUNT}+[章节条、])"
)
MEETING = re.compile("(?:召开|举行|举办).{0,40}" + _any("会 会议 活动 仪式 大会 论坛 培训") + "$")
"""A headline that only says what took place: what stands below it in longer lines explains it."""
NOTICE = re.compile(
    _any(
        "公告 公示 通告 通知 名单 启事 更正 声明 邀请函 倡议书 公报 决定 意见$ 办法$ 招聘 征集 讣告 海报 预告 简章 须知 招租"
    )
)
NOTICE_TITLE = re.compile(r"关于.{2,40}的" + _any("公告 公示 通告 通知 通报 决定 意见 办法 公报 说明"))
"""What a notice's title says below the name of the body that gives it."""
NOTICE_WORDS = re.compile(
    _any("公告如下 公示如下 公示期 通告如下 现予公布 特此 敬请谅解 由此给您带来 予以公告 咨询电话 联系电话")
    + "|现将[^。]{0,40}如下|欢迎[^。]{0,20}(?:报名|投稿|咨询)"
)
"""What only a notice says."""
MOURNS = re.compile("(?:中国共产党(?:的)?优秀党员|离休干部|退休干部|同志).{0,30}(?:因病|逝世|与世长辞|不幸)")
"""How an obituary opens."""
REACHED_AT = re.compile(
    rf"(?:{_any('电话 热线 邮箱 网址 邮编')}[^。；，]{{0,8}}[\dA-Za-z]|{_any('地址 联系人')}[：:]|特此|公示期|欢迎[^。]{{0,20}}"
    rf"{_any('报名 投稿 咨询')})[^。；]{{0,30}}。?$"
)
"""How the last line of a notice ends, above the name of who gives it."""
COLUMN_WORDS = re.compile(_any(" ".join(sorted(vocabulary("column_endings")))) + "$")
"""How a column's label ends."""
MARKED_LABEL = re.compile(
    r"[·•].{2,10}[·•]|【[^】]{2,10}】|〖.{2,10}〗|(?P<mark>[●■◆★☆◇□])[^，。：]{2,10}(?P=mark)"
)
"""A label between marks."""
_CAMPAIGN = _any("喜迎 迎接 庆祝 奋进 决战 决胜 牢记 讲好 聚焦 建功 学习 贯彻 宣传 弘扬")
STUDIED = re.compile(r"学习(?:宣传)?贯彻.{2,14}精神")
CAMPAIGN = re.compile(
    rf"(?:{_HAN}|\d){{2,8}}·{_HAN}{{2,10}}|{STUDIED.pattern}"
    rf"|{_CAMPAIGN}.{{2,8}}(?:进行时|在行动|新征程|新篇章|周年|[一二三四五六七八九十]大|特别报道|系列报道|专题报道|主题教育)"
    rf"|.{{2,10}}(?:特别报道|系列报道|专题报道|主题教育进行时)"
)
"""A label that names a campaign or a series, wider than others."""
WRITES_IN = re.compile(
    rf"(?:{_HAN}{{1,10}})?" + _any("读者 网友 市民 村民 居民") + rf"(?:{_IN_NAME}{{2,4}})?"
)
"""Who signs a letter."""
_ORGANISATION = _any(
    "局 委 委员会 小组 办 办公室 厅 部 处 科 中心 街道 街道办事处 镇 乡 管委会 党工委 工委 党委 支部 政府 法院 检察院"
    " 公安局 派出所 支队 大队 医院 学校 学院 大学 小学 中学 幼儿园 公司 集团 银行 协会 学会 联合会 总会 分会 工会 团委"
    " 妇联 气象台 预报台 电视台 工商所 税务所 供电所 研究所 监测站 气象站 水文站 纪念馆 供销社 信用社 社区 村 示范区 高新区 开发区 产业园 分局 总局 研究院 图书馆 文化馆 博物馆 服务站 合作社 联社 文明办 编辑部 筹备处"
)
_ACTS = _any("走进 举行 召开 开展 启动 莅临 获评 喜获 走访 看望 助力 助推 来到 走近 打造 建设好 服务好")
ORGANISATION = re.compile(
    rf"(?!.*{_ACTS})[\u3400-\u9fff（）()、·\d]{{1,24}}?{_ORGANISATION}(?:[（(][\u4e00-\u9fff、]{{2,10}}[）)])?"
)
"""The name of a body, whole: kickers and sign-offs are such lines."""

# ------------------------------------------------------------ inside articles and at their ends
SPOKEN = re.compile("“[^“”]+[。！？…]”")
"""What somebody says, and nothing else."""
ANSWER = re.compile("[问答][：:]")
_UNIT = _any(
    "元 角 分 万元 亿元 % ％ ‰ ℃ 度 人 户 亩 吨 公斤 斤 千克 克 米 公里 平方米 立方米 辆 台 套 件 个 家 名 项 张 票"
    " 分钟 小时 次 趟 班"
)
_FIGURE = r"\d[\d.,．]*"
ROW_ITEM = re.compile(
    rf"\d{{0,3}}[^\d，。；：！？、（）()年月日第期版]{{1,8}}{_FIGURE}(?:[—～~\-至]+{_FIGURE}|{_UNIT}(?:[/／每]{_HAN}{{1,3}})?)"
    rf"|{_HAN}{{2,4}}[（(]{_HAN}{{2,12}}[）)][，、；]?"
)
"""A thing with its figure, a name with its place: rows of tables and lists are made of them."""
ENTRY = re.compile(r"[^：:，。]{2,10}[：:](?=.*(?:\d{4}|、.*、))|[^：:，。（]{2,8}（\d+[人名个]）[：:]")
"""A line of a list or a notice: 联系电话：…"""
SIGNED = re.compile(
    rf"[（(][□■]?(?:(?:{OWN})?{ROLE})?{_IN_NAME}{{2,12}}(?:{ROLE}{_IN_NAME}{{2,12}})*(?:供稿|整理|摘编|综合)?[）)]"
)
"""The writers in brackets, at a report's end."""
END_NOTE = re.compile(
    r"[（(](?:(?:据|来源[：:]?|转自|摘自|选自|原载)[^（）()，。]{2,20}|[^（）()，。]{2,16}(?:供稿|供图|提供|整理|综合)"
    r"|未完待续|待续|全文完|完|(?:下期请看|请看下期|下转)[^（）()，。]{0,24})[）)]"
)
"""Where a report comes from, or goes on, in brackets at its end."""
TABLE_NOTE = re.compile("[（(]?(?:单位|注|资料来源|数据来源|来源|制表|制图)[：:].{1,30}")
"""What stands under a table."""
LETTER_END = re.compile("(?:(?:此致|敬礼|顺祝|祝好|即颂)[！!]?)+")
ENDS_ARTICLE = re.compile(
    rf"(?:[（(](?:责编|责任编辑|编辑|未完待续|完|下转|上接|(?:本报)?记者|通讯员)[^）)]*[）)]"
    rf"|[（(]{_IN_NAME}{{2,12}}[）)]|[②③④⑤⑥⑦⑧⑨]\d)$"
)

# ------------------------------------------------------------ what belongs to the page
_EDITORS = _any(
    "编辑 编委 主编 总编 校对 责编 美编 审读 审校 版式 设计 制图 组版 视觉 统筹 监制 终审 一审 二审 三审 一读 二读"
)
_DESKS = _any("本版 值班 责任 美术 版面 执行 电子")
"""No word may be in both, or a line of them takes for ever to read."""
_EDITORS = rf"(?:{_EDITORS}|版面(?!{_EDITORS}))"
_FURNITURE = (
    r"(?:第[0-9A-Z一二三四五六七八九十]{1,4}|[0-9A-Z]{1,4})版.{0,24}",
    r"[一二三四五六七八九十]{1,3}版(?:[：:·|].{0,20}|.{0,4})",
    rf"(?:(?![于在将至从到定，。；]).){{0,20}}\d{{4}}年{_MONTH_DAY}.{{0,6}}(?:星期|周)[一二三四五六日天].{{0,24}}",
    rf"(?:(?![于在将至从到定，。；]).){{0,20}}\d{{4}}年{_MONTH_DAY}(?:农历.{{0,12}})?",
    r"(?:星期|周)[一二三四五六日天](?:(?:农历|今日|本期|第|出版|.{0,4}版|\d)[^，。！？；：、]{0,20}|.{0,2})",
    r".{0,16}\d{4}[./-]\d{1,2}[./-]\d{1,2}(?:(?:星期|周)[一二三四五六日天])?.{0,16}",
    r"(?:扫一扫|扫码|扫描二维码|长按|微信扫)(?:.{0,8}(?:关注|看|阅读|下载|收听|更多|进入|加入|订阅|二维码)[^，]{0,12})?",
    r"(?!.*(?:开通|推出|上线|启用|运营|获)).{0,12}(?:关注我们|微信公众号|官方微信|微信二维码|公众号|抖音号|视频号)",
    r"(?!.*(?:开通|推出|上线|启用|运营|获)).{0,12}(?:公众号|官方微信|官方微博|抖音号|视频号)[：:]?[\w—-]{3,}(?:[，,].{0,30})?",
    r".{0,12}(?:国内统一(?:连续出版物号|刊号)|邮发代号|总第\d+期).{0,60}",
    r"(?:本报)?(?:新闻热线|广告热线|投稿邮箱|网址)[：:].{0,60}",
    rf"(?:本报|{_HAN}{{1,4}}报|新闻|广告|报料|爆料|发行)+(?:热线|电话)[：:]?\d[\d—-]{{4,}}",
    rf"(?:农历|[甲乙丙丁戊己庚辛壬癸]){_HAN}{{2,10}}(?:初|十|廿|三十){_HAN}{{0,2}}",
    r"\d{1,3}|[A-Z]\d{1,2}",
)
FURNITURE = re.compile("|".join(f"(?:{pattern})" for pattern in _FURNITURE))
"""A whole line that belongs to the page and to no article."""
EDITORS = re.compile(
    rf"(?:{_DESKS}{{0,2}}{_EDITORS}[：:/／]?(?:(?!{_EDITORS}|{_DESKS}){_IN_NAME}){{0,12}})+(?:(?:{_HAN}{{2}})?(?:热线|电话|邮箱|电子信箱).{{0,40}})?"
)
"""So does a line of those who made it, if names are what stands between the words (统筹推进… is a headline)."""
EDITS = re.compile(rf"{_DESKS}{{0,2}}{_EDITORS}[：:/／]?|(?:{_HAN}{{2}})?(?:热线|电话|邮箱|电子信箱).*")
PAPER = re.compile(
    rf"(?:(?:(?!报){_HAN}){{2,8}}(?:日|晚|早|晨|时|商|周|都市|农村|青年|工人|法制)报)+{_HAN}{{0,6}}"
)
"""Papers' names: a page header where headers stand."""
PAGE_NUMBER = re.compile(r"[—–\-·－~]{1,2}\d{1,3}[—–\-·－~]{1,2}")
REACH_US = re.compile("(?:热线|电话|邮箱|电子信箱|邮编|网址)[：:]")
"""How an editors' line goes on."""
PAGE_AND_SECTION = re.compile(rf"[A-Z]?\d{{1,2}}[/／|]?{_HAN}{{2,8}}")
"""08 本地新闻: such a line is a page header only where headers stand."""
FULL_DATE = re.compile(
    rf"(?:\d{{4}}年)?{_MONTH_DAY}|[一二][〇○零一二三四五六七八九]{{3}}年{_COUNT}{{1,2}}月{_COUNT}{{1,3}}日"
)
"""A header's day where headers stand, else the day under a letter or a notice."""
DIARY_DAY = re.compile(
    rf"(?:{FULL_DATE.pattern})(?:星期[一二三四五六日天]|周[一二三四五六日])?"
    + _any("晴 阴 雨 雪 雾 风 多云 小雨 中雨 大雨 阵雨 小雪 大雪 晴转多云 阴转晴 多云转晴 阴有小雨")
    + "?"
)
"""The day over an entry of a diary."""
SIGNED_WITH_DAY = re.compile(f"{ORGANISATION.pattern}(?:{FULL_DATE.pattern})")
"""Who gives notice, and when, in one line."""


def byline_end(bare: str) -> int:
    """How many characters of a report's first paragraph are its byline; 0 where it has none."""
    opening = LEAD.match(bare) or CONTINUES.match(bare)
    if not opening:
        return 0
    names = _IN_BRACKETS.match(bare, opening.end()) or _REPORTS.match(bare, opening.end())
    return names.end() if names else opening.end()
