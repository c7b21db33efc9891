"""NAM, GOL, TXT, SIG, PII: names, goals, texts, signatures."""

from __future__ import annotations

from checks.rule_cases.case import BOTH_COLUMNS, Case, goal

CASES = [
    Case("NAM-003", "project", (("清淤总成本", "河道清淤工程补贴"), ("河道清淤工程", "河道清淤工程补助")), "D8"),
    Case("NAM-004", "project", (goal("按《关于》（云水〔2026〕8号）清淤3条河道。"),), "B6"),
    Case(
        "NAM-005",
        "project",
        (goal("按云水[2026]8号文件清淤3条河道。"),),
        "B6",
        (goal("按云水〔2026〕8号文件清淤3条河道。"),),
    ),
    Case("NAM-006", "project", (("河道清淤工程", "防汛经费、抗旱经费"),), "B3", (("河道清淤工程", "防汛、抗旱经费"),)),
    Case("NAM-007", "direction", (("农村饮水管护", "水利发展专项"),), "B3"),
    Case(
        "GOL-001",
        "project",
        (goal("清理河道淤积，改善行洪条件，保障沿线群众安全度汛。"),),
        "B6",
        (goal("清理三条河道淤积，改善行洪条件，保障沿线群众安全度汛。"),),
    ),
    Case("GOL-002", "project", (goal("做好河道清淤工程。"),), "B6"),
    Case("GOL-003", "project", (goal("清淤河道12公里；修建取水码头8座供村民使用。"),), "B6"),
    Case("GOL-004", "project", (goal("清淤3条河道12公里，"),), "B6"),
    Case("GOL-005", "project", (goal("<p>清淤3条河道12公里。</p>"),), "B6"),
    Case("GOL-006", "project", (goal("开展中小学教师轮训2期，提升课堂教学质量，促进义务教育均衡发展。"),), "B6"),
    Case(
        "GOL-007",
        "direction",
        (("保障12处农村供水工程正常供水，供水保证率达到95%。", "管护12处农村供水工程，水质达标率达到95%。"),),
        "B6",
    ),
    Case("GOL-008", "2024", ((BOTH_COLUMNS, "加固山塘6座。"),), "C8"),
    Case("TXT-001", "project", (goal("清淤9各村的河道12公里。"),), "B6"),
    Case(
        "TXT-002", "project", (goal("清淤3条河道 and 支流12公里。"),), "B6", (goal("清淤3条河道12km，建APP平台1个。"),)
    ),
    Case("TXT-003", "project", (goal("清淤“三河两岸河道12公里。"),), "B6", (goal("1）清淤“三河两岸”河道12公里。"),)),
    Case("SIG-001", "scored", (("绩效股审核：同意 2026.12.15", "绩效股审核：周某 2026.12.15"),), "E17"),
    Case("SIG-002", "scored", (("业务股室审核：已核", "业务股室审核：8c7"),), "A17"),
    Case("PII-001", "scored", (("填表人：孙某", "填表人：孙某 联系电话：13900000000"),), "A18"),
]
