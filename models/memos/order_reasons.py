"""The suggested preamble of an order: the reason for it."""

from models.committees.records import CommitteeKind
from models.committees.views import OrderView
from models.memos.templates import law_citation
from models.office.organization import the_organization

_KM_KINDS = (CommitteeKind.PLAN, CommitteeKind.MONITORING)
_KM = "การจัดการความรู้"


def suggested_reason(order: OrderView) -> str:
    """Return suggested paragraphs before the committees, one a line, for the user to edit.

    An order on knowledge management cites the law that obliges to it (พระราชกฤษฎีกาว่าด้วย
    หลักเกณฑ์และวิธีการบริหารกิจการบ้านเมืองที่ดี พ.ศ. ๒๕๔๖ มาตรา ๑๑).

    Raises:
        NotFound: the office has no name yet.
        KmError: the office's own list of laws cannot be read.
    """
    office = the_organization().name
    does = order.subject.removeprefix("เรื่อง").strip()
    is_km = _KM in does or any(each.kind in _KM_KINDS for each in order.committees)
    if not is_km:
        return f"เพื่อให้การปฏิบัติราชการของ{office}เป็นไปด้วยความเรียบร้อยและมีประสิทธิภาพ จึง{does} ดังต่อไปนี้"
    obliged = "กำหนดให้ส่วนราชการมีหน้าที่พัฒนาความรู้ในส่วนราชการ เพื่อให้มีลักษณะเป็นองค์การแห่งการเรียนรู้อย่างสม่ำเสมอ"
    return (
        f"ด้วย{law_citation()} {obliged}\n"
        f"เพื่อให้การจัดการความรู้ของ{office}เป็นไปตามกฎหมายดังกล่าว จึง{does} ดังต่อไปนี้"
    )
