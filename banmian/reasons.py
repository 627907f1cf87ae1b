"""Signs of how an article was split, as an editor reads them: every key in Chinese.

"上" and "下" are what stands above and below the place in question, where one article may end and the next begin.
"""

from collections.abc import Mapping

from banmian.records import Aspect

SIGNS: Mapping[str, str] = {
    # where nothing had to be decided
    "opens_page": "版面从这里开始",
    "ends_page": "版面到这里结束",
    "nothing_inside": "中间没有像另起一篇的地方",
    # words
    "heads": "这里有单独成行、像标题的字",
    "no_heads": "这里没有像标题的行",
    "words_of_all_above": "下面的用词与上文相近",
    "words_of_right_above": "下面的用词与紧挨着的上文相近",
    "words_of_what_follows": "下面这一段与它后面的文字用词相近",
    "heads_suit_their_body": "像标题的行与照本版习惯该配的正文用词相合",
    "heads_suit_the_other": "像标题的行与另一边的正文用词相合",
    "heads_suit_above": "像标题的行与上文用词相合",
    "heads_suit_below": "像标题的行与下文用词相合",
    # how it begins below
    "report_under_heads": "像标题的行下面就是电头（本报讯、本报记者之类）",
    "report_without_heads": "下面以电头（本报讯、本报记者之类）开始",
    "named_report_without_heads": "下面以写明记者的电头开始",
    "report_without_usual_heads": "下面以电头开始，却没有本版惯有的标题",
    "no_report_as_usual": "下面没有本版惯有的电头",
    "continued": "下面写明上接别的版",
    "goes_on": "下面以“又讯”之类接着上文说",
    "caption": "下面以“图为”之类开始",
    "bullet": "下面以项目符号开始",
    "bullet_above": "上面以项目符号开始",
    "credited": "下面是署了摄影者的图片说明",
    "credited_after_report": "上面是有电头的报道，下面是署了摄影者的图片说明",
    "caption_goes_on": "下面像是图片说明的后一半",
    "credit_below": "下面是摄影者的署名",
    "letter": "下面像来信的开头",
    "corrects": "下面一开头就说更正的是哪天哪版",
    "opens_in_brackets": "下面以方括号里的几个字开头",
    "writer_below": "下面一行只有作者的姓名",
    "writer_below_report": "上面是有电头的报道，下面一行只有作者的姓名",
    "notice_below": "下面写着公告、启事才有的话",
    "notice_after_report": "上面是有电头的报道，下面写着公告、启事才有的话",
    "mourns": "下面像讣告的开头",
    "only_brackets_below": "下面整段都在括号里",
    "answer": "下面是问答里的回答",
    "starts_like_a_report": "下面的头一句像报道的开头",
    "names_a_day": "下面一开头就说日子",
    "arrow": "下面以指向图片的箭头开始",
    "lone_arrow": "箭头只有这一段有，不是一串条目",
    "short_paragraph": "下面这一段很短",
    "short_after_long": "长文之下这一段很短",
    "short_in_other_column": "下面这一段很短，栏宽也不同",
    # how it ends above
    "byline_above": "上面是作者的署名",
    "writer_above": "上面一行只有作者的姓名",
    "writer_above_heads": "上面一行只有作者的姓名，接着是像标题的行",
    "verse_above": "上面是作者的署名，接着是短行",
    "credit_above": "上面以摄影者的署名结束",
    "signed_above": "上面以文末的署名结束",
    "signed_off": "这里有落款",
    "lines_above": "上面是诗行、名单或落款一类的短行",
    "lines_go_on": "上面是诗行或名单，中间没有像标题的行",
    "lines_below": "像标题的行下面是诗行或名单",
    "lines_after_text": "下面是诗行、名单或落款一类的短行",
    "letter_ends": "上面是书信的结束语",
    "no_stop_above": "上面的一句还没有完",
    "hardly_begun": "上文才刚开头",
    "unfinished_beginning": "上文才刚开头，一句也没有完",
    "signed_beginning": "上文很短，以文末的署名结束",
    "long_above": "上文已经很长",
    # how it is set
    "flow": "版面的文字从这里另起一路",
    "other_column": "上下两段的栏宽不同",
    "gap_over_heads": "像标题的行上面有空行",
    "over_columns": "像标题的行比一栏还宽",
    "head_lines": "像标题的行有好几行",
    "verse": "这里的短行像诗",
    # what the head lines are
    "subtitle": "这里有像副题的行",
    "notice": "这里有公告、启事之类的字样",
    "numbered": "像标题的行带着序号",
    "body_and_headline": "这里有单位名称，又有像标题的行",
    "label": "这里有像栏目名的行",
    "named_column": "这里有栏目名",
    "diary_day": "上面只有日记的日期",
    "parallel_heads": "像标题的行与前后的小标题一个样式",
    "same_form": "像标题的行与前后的小标题长短相仿",
    "has_subheads": "上面这一篇已有小标题",
    "like_its_subheads": "像标题的行与上面这一篇的小标题长短相仿",
    "as_its_subheads": "像标题的行与上面这一篇的小标题一个样式",
    "one_narrow_line": "像标题的行只有一行，比一栏窄",
    "head_length": "像标题的行字数多",
    "shorter_than_headlines": "像标题的行比本版的标题短",
    "few_reports": "本版有电头的报道很少",
    # what is seen of a headline
    "unprinted": "版面上没有找到标题，现在的标题由正文归纳",
    "suits": "标题的字词见于正文",
    "strange": "标题的字词几乎不见于正文",
    "under_label": "标题旁边另有一行，当作了栏目名",
    "kicker": "标题上面的行，当作了引题",
    "parts_apart": "标题与引题、副题之间有空行",
    "many_lines": "标题不止一行",
    "uneven_lines": "标题各行长短悬殊",
    "other_parting": "引题、主题、副题还有另一种分法",
    "long_title": "标题很长",
    "bracketed": "标题里有以括号开头的行",
}

_QUESTIONS: Mapping[str, str] = {
    "start": "是不是从第 {line} 行另起一篇",
    "end": "是不是到第 {line} 行就换了一篇",
    "inside": "第 {line} 行起会不会是另一篇",
    "headline": "标题、引题、副题对不对",
}
_GRADES = ((0.5, "很可能有误"), (0.8, "请看一眼"), (0.95, "大致可靠"), (1.0, "可靠"))
"""(less sure than this, what to think of it)"""


def question(aspect: Aspect) -> str:
    """What is asked of an aspect: 是不是从第 34 行另起一篇."""
    return _QUESTIONS[aspect.name].format(line=aspect.line)


def grade(sure: float) -> str:
    """What to think of an article that is so sure."""
    return next((word for below, word in _GRADES if sure < below), _GRADES[-1][1])


def percent(sure: float) -> str:
    """0.964 → 96%; nothing is as sure as 100%."""
    return f"{min(int(sure * 100), 99)}%"
