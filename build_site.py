"""banmian's command line: newspaper pages in, a searchable archive out."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from banmian.folders import Folders
from banmian.imprint import public_address
from banmian.standstill import Standstill, tell

HERE = Path(__file__).resolve().parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Build as the arguments say; 0: built, 1: not built (or warnings with --strict), 2: wrong usage."""
    options = _parser().parse_args(arguments)
    folders = Folders(options.seeds, options.articles, options.templates, options.site)
    if options.scheduler:  # whose workers start in folders of their own
        folders = Folders(
            *map(Path.resolve, (folders.seeds, folders.articles, folders.templates, folders.site))
        )
    standstill = Standstill(folders, options.base_url)
    if not (options.verify or options.strict or options.serve) and (said := standstill.said()):
        tell(said, options.site, quiet=options.quiet)
        return 0
    from banmian import console  # noqa: PLC0415 -- dictionaries and all, which take longer than to see that nothing changed

    if options.verify:
        return console.check(options.site, options.jobs)
    return console.build(options, folders, standstill)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="把报纸版面的文字拆成文章，生成可检索的网站。")
    for name, what in (
        ("seeds", "版面文字（.txt）所在的文件夹"),
        ("articles", "文章（Markdown）所在的文件夹"),
        ("templates", "网页模板所在的文件夹"),
        ("site", "生成的网站放在哪个文件夹"),
    ):
        parser.add_argument(f"--{name}", type=Path, default=HERE / name, metavar="DIR", help=what)
    parser.add_argument(
        "--base-url", type=_web_address, default="", metavar="URL", help="网站公开的网址（没有就不用写）"
    )
    parser.add_argument(
        "--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N", help="同时用几个进程"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="交给这个地址的 Dask 集群做，例如 tcp://10.0.0.5:8786"
    )
    parser.add_argument(
        "--serve", type=_port, nargs="?", const=8000, metavar="PORT", help="生成后在本机开一个网站服务"
    )
    parser.add_argument("--verify", action="store_true", help="不生成，只检查 --site 里的网站是否完好")
    parser.add_argument("--strict", action="store_true", help="检索逐篇自检；有警告就算失败")
    parser.add_argument("--quiet", action="store_true", help="只报告警告和错误")
    return parser


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError("要写成 1 或更大的数")
    return int(text)


def _web_address(text: str) -> str:
    try:
        return public_address(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _port(text: str) -> int:
    port = _positive(text)
    if port > 65535:
        raise argparse.ArgumentTypeError("要写成 1 到 65535 的数")
    return port


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("已中断；没有写完的文件下次会补上")
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
