"""A template and what it shows → a file of the site; whatever a template has wrong is said in one line."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from jinja2.bccache import Bucket

from banmian import addresses
from banmian.errors import InputError

File = tuple[str, bytes]
"""path below the site's root, content"""

_ANYWHERE = "404.html"  # hosts show it in place of any address, so no relative link of it is sure


@dataclass(frozen=True, slots=True)
class Order:
    """A file of the site that is to be made."""

    path: str
    """Below the site's root."""
    make: Callable[[], bytes]
    given: object = None
    """All that it is made of, besides what every file is made of; None: nobody can tell, so it is always made."""
    listed: bool = True
    """Whether search engines are to know of it."""


def ready(file: File) -> Order:
    """A file that is made already."""
    path, content = file
    return Order(path, partial(bytes, content), content)


class _Compiled(jinja2.BytecodeCache):
    """Templates as they were compiled last, for the next build of the same process; Jinja compares the sources."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket what is kept; it takes it if it comes from the same source."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(templates: Path) -> jinja2.Environment:
    """Templates escape all they are given and may not name what they are not given."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )


@dataclass(frozen=True, slots=True)
class Press:
    """Renders pages; ``base_url`` is the public address of the site, where it has one, ``name`` the archive's."""

    environment: jinja2.Environment
    templates: Path
    base_url: str
    name: str
    unlisted: frozenset[str]
    """Templates of pages that search engines are not to know."""

    @property
    def base(self) -> str:
        """The public address as links begin with it; empty where there is none."""
        return f"{self.base_url.rstrip('/')}/" if self.base_url else ""

    def order(self, path: str, template: str, section: str, stands_for: str = "", **context: object) -> Order:
        """A page to be rendered.

        ``section`` is the entry of the main navigation that it belongs to; ``stands_for`` is the path of
        the page that search engines are to know in its place.
        """
        # what shows the archive as a whole changes with anything, and to tell whether it did takes longer
        given = None if "archive" in context else (template, section, stands_for, context)
        make = partial(self._print, path, template, section, stands_for, context)
        return Order(path, make, given, template not in self.unlisted)

    def _print(
        self, path: str, template: str, section: str, stands_for: str, context: Mapping[str, object]
    ) -> bytes:
        base = self.base
        anywhere = path == _ANYWHERE
        root = urlsplit(base).path if anywhere else addresses.root_of(path)
        surroundings = {
            "root": root,
            "path": path,
            "base": base,
            "archive_name": self.name,
            "section": section,
            "canonical": addresses.link(stands_for or path, base) if base and not anywhere else "",
            "to": lambda target: addresses.link(target, root),
        }
        return self._render(template, {**context, **surroundings}).encode()

    def _render(self, name: str, context: Mapping[str, object]) -> str:
        """Whatever goes wrong inside a template is said of the template, with its line."""
        try:
            return self.environment.get_template(name).render(context)
        except jinja2.TemplateSyntaxError as error:
            raise self._complaint(error.name or name, error.lineno, error.message) from None
        except UnicodeDecodeError:
            raise InputError(self.templates / name, "文字编码认不出来；请另存为 UTF-8") from None
        except jinja2.TemplateNotFound as error:
            raise self._complaint(*self._innermost(error, name), f"没有 {error.name} 这个模板") from None
        except Exception as error:
            template, line = self._innermost(error, name)
            if not line:  # not the template's fault
                raise
            raise self._complaint(template, line, str(error)) from None

    def _complaint(self, name: str, line: int, what: str | None) -> InputError:
        return InputError(self.templates / name, f"模板有误：{what}", line)

    def _innermost(self, error: Exception, name: str) -> tuple[str, int]:
        """The template and line where the error arose; line 0 if in none."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            file = Path(frame.filename)
            if file.is_relative_to(self.templates) and frame.lineno:
                return file.relative_to(self.templates).as_posix(), frame.lineno
        return name, 0
