"""A VBA project from its modules' text (MS-OVBA): ``xl/vbaProject.bin``."""

# No compiled code is written, only source; Office compiles it when the file is opened. The bytes depend on nothing
# but the texts: no times, no random identifiers.

from __future__ import annotations

import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jixiao.excel.building.compound_file import compound_file

CODE_PAGE = 936
_ENCODING = f"cp{CODE_PAGE}"
_LANGUAGE = 0x409
_WIN64 = 3
_NO_COOKIE = 0xFFFF
_VISIBLE = b"\xff"
_CACHELESS = bytes.fromhex("cc61ffff000100")  # _VBA_PROJECT: version 0xFFFF tells that there is no compiled code

ModuleKind = Literal["module", "class", "workbook", "worksheet"]
_BASES: dict[str, str] = {
    "class": "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}",
    "workbook": "0{00020819-0000-0000-C000-000000000046}",
    "worksheet": "0{00020820-0000-0000-C000-000000000046}",
}
_REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16"
        r"\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)
"""The second for the type ``IRibbonControl``."""


@dataclass(frozen=True)
class Module:
    """A module as the VBA editor exports it; those of sheets may be empty."""

    name: str
    kind: ModuleKind
    text: str = ""

    @property
    def belongs_to_document(self) -> bool:
        """Whether it is the module of a workbook or of a sheet."""
        return self.kind in ("workbook", "worksheet")

    def source(self) -> bytes:
        """The stored form: attributes first, the preamble of an exported class left out."""
        lines = self.text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
        if lines[0].startswith("VERSION "):
            lines = lines[next(n for n, line in enumerate(lines) if line.strip().upper() == "END") + 1 :]
        given = {line.split()[1]: line for line in lines if line.startswith("Attribute VB_")}
        own = {name: f"Attribute {name} = {value}" for name, value in self._attributes().items()}
        # The editor writes them in one order, the name first, and so they are read.
        head = [given.get(name, line) for name, line in own.items()]
        head += [line for name, line in given.items() if name not in own]
        body = "\n".join(line for line in lines if not line.startswith("Attribute VB_")).strip("\n")
        return "".join(f"{line}\r\n" for line in (*head, *(body.split("\n") if body else ()))).encode(_ENCODING)

    def _attributes(self) -> dict[str, str]:
        attributes = {"VB_Name": f'"{self.name}"'}
        if self.kind != "module":
            of_document = str(self.belongs_to_document)
            attributes |= {
                "VB_Base": f'"{_BASES[self.kind]}"',
                "VB_GlobalNameSpace": "False",
                "VB_Creatable": "False",
                "VB_PredeclaredId": of_document,
                "VB_Exposed": of_document,
                "VB_TemplateDerived": "False",
                "VB_Customizable": of_document,
            }
        return attributes


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The part. Raises ``UnicodeEncodeError`` for a text outside the code page."""
    streams = {
        "PROJECT": _project_stream(name, modules),
        "PROJECTwm": b"".join(_ansi(m.name) + b"\0" + _wide(f"{m.name}\0") for m in modules) + b"\0\0",
        "VBA/dir": compress(_dir_stream(name, modules)),
        "VBA/_VBA_PROJECT": _CACHELESS,
    }
    for module in modules:
        streams[f"VBA/{module.name}"] = compress(module.source())
    return compound_file(streams)


def _ansi(text: str) -> bytes:
    return text.encode(_ENCODING)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _short(number: int, value: int) -> bytes:
    return _record(number, struct.pack("<H", value))


def _long(number: int, value: int) -> bytes:
    return _record(number, struct.pack("<I", value))


def _text(number: int, wide_number: int, text: str) -> bytes:
    """A text twice, in the code page and in UTF-16."""
    return _record(number, _ansi(text)) + _record(wide_number, _wide(text))


def _dir_stream(name: str, modules: Sequence[Module]) -> bytes:
    """The records of 2.3.4.2, in its order."""
    records = [
        _long(0x01, _WIN64),
        _long(0x02, _LANGUAGE),
        _long(0x14, _LANGUAGE),
        _short(0x03, CODE_PAGE),
        _record(0x04, _ansi(name)),
        _text(0x05, 0x40, ""),
        _record(0x06) + _record(0x3D),
        _long(0x07, 0),
        _long(0x08, 0),
        struct.pack("<HIIH", 0x09, 4, 1, 1),  # the version: six bytes behind a size that says four
        _text(0x0C, 0x3C, ""),
    ]
    for reference, library in _REFERENCES:
        raw = _ansi(library)
        content = struct.pack("<I", len(raw)) + raw + bytes(6)
        records += [_text(0x16, 0x3E, reference), _record(0x0D, content)]
    records += [_short(0x0F, len(modules)), _short(0x13, _NO_COOKIE)]
    records += [_module_records(module) for module in modules]
    return b"".join(records) + _record(0x10)


def _module_records(module: Module) -> bytes:
    return b"".join(
        (
            _text(0x19, 0x47, module.name),
            _text(0x1A, 0x32, module.name),
            _text(0x1C, 0x48, ""),
            _long(0x31, 0),  # the source starts at once: nothing compiled before it
            _long(0x1E, 0),
            _short(0x2C, _NO_COOKIE),
            _record(0x21 if module.kind == "module" else 0x22),
            _record(0x2B),
        )
    )


def _project_stream(name: str, modules: Sequence[Module]) -> bytes:
    identity = f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'vba:{name}')}}}".upper()
    key = sum(identity.encode()) & 0xFF
    words = {"module": "Module={}", "class": "Class={}"}
    lines = [
        f'ID="{identity}"',
        *(words.get(module.kind, "Document={}/&H00000000").format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(key, bytes(4))}"',  # not locked
        f'DPB="{_encrypted(key, bytes(1))}"',  # no password
        f'GC="{_encrypted(key, _VISIBLE)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return _ansi("".join(f"{line}\r\n" for line in lines))


def _encrypted(key: int, data: bytes) -> str:
    """The obfuscation of 2.4.3.2, with a fixed seed so that the bytes stay the same."""
    seed = 0x5D
    coded = bytearray([seed, seed ^ 2, seed ^ key])
    plain, last, before = key, seed ^ key, seed ^ 2
    for byte in bytes((seed & 6) // 2) + struct.pack("<I", len(data)) + data:
        code = byte ^ ((before + plain) & 0xFF)
        coded.append(code)
        before, last, plain = last, code, byte
    return coded.hex().upper()


CHUNK = 4096
_SIGNATURE = 0b011 << 12
_COMPRESSED = 1 << 15
_SHORTEST = 3


def compress(data: bytes) -> bytes:
    """A compressed container."""
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return b"\x01" + b"".join(_framed(chunk) for chunk in chunks)


def _framed(chunk: bytes) -> bytes:
    """Return a chunk with its header; one that does not shrink is stored."""
    # The size field counts the header less 3.
    body = _Packer(chunk).pack()
    if len(body) < CHUNK:
        return struct.pack("<H", (len(body) - 1) | _SIGNATURE | _COMPRESSED) + body
    return struct.pack("<H", (CHUNK - 1) | _SIGNATURE) + chunk.ljust(CHUNK, b"\0")


class _Packer:
    """Packs one chunk: groups of eight tokens (bytes or copies) behind flags."""

    def __init__(self, chunk: bytes) -> None:
        self._chunk = chunk
        self._at = 0

    def pack(self) -> bytes:
        packed = bytearray()
        while self._at < len(self._chunk):
            flags, tokens = 0, bytearray()
            for bit in range(8):
                copy = self._copy()
                flags |= (copy is not None) << bit
                tokens += self._literal() if copy is None else copy
            packed.append(flags)
            packed += tokens
        return bytes(packed)

    def _literal(self) -> bytes:
        self._at += 1
        return self._chunk[self._at - 1 : self._at]

    def _copy(self) -> bytes | None:
        """A reference to the longest earlier match; None if three bytes cannot be had."""
        # The further into the chunk, the more of the 16 bits the offset takes (2.4.1.3.19.1).
        chunk, at = self._chunk, self._at
        offset_bits = max(4, (at - 1).bit_length())
        longest = min((0xFFFF >> offset_bits) + _SHORTEST, len(chunk) - at)
        length, source = 0, 0
        for size in range(_SHORTEST, longest + 1):
            found = chunk.rfind(chunk[at : at + size], 0, at + size - 1)
            if found < 0:
                break
            length, source = size, found
        if not length:
            return None
        self._at += length
        return struct.pack("<H", ((at - source - 1) << (16 - offset_bits)) | (length - _SHORTEST))
