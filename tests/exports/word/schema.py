"""The order of children that the schema of WordprocessingML wants (ECMA-376 part 1, 5th edition).

Each row names the type of the schema and the clause that describes the element.
"""

from collections.abc import Iterator
from typing import Any

ORDER = {
    # CT_PPr, 17.3.1.26
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    # EG_RPrBase, 17.3.2.28
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    # CT_TblPr, 17.4.59
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription"
    ),
    # CT_TcPr, 17.4.69
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
        "vAlign hideMark headers cellIns cellDel cellMerge"
    ),
    # CT_TblBorders, 17.4.38, and CT_TblCellMar, 17.4.42
    "tblBorders": "top start left bottom end right insideH insideV",
    "tblCellMar": "top start left bottom end right",
    # CT_SectPr, 17.6.17
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid printerSettings sectPrChange"
    ),
    # CT_Tbl, 17.4.37; CT_Row, 17.4.78; CT_SdtBlock, 17.5.2.29
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sdt": "sdtPr sdtEndPr sdtContent",
    # CT_Style, 17.7.4.17; CT_Styles, 17.7.4.18
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
        "qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr "
        "tblStylePr"
    ),
    "styles": "docDefaults latentStyles style",
}
_PROPERTIES_FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr"}


def out_of_order(root: Any) -> Iterator[str] | list[str]:
    """What stands where the schema does not want it, below an element."""
    return [fault for element in root.iter() for fault in _faults(element)]


def _faults(element: Any) -> Iterator[str]:
    name = _local(element)
    children = [_local(child) for child in element]
    if name in ORDER:
        order = ORDER[name].split()
        unknown = [each for each in children if each not in order]
        places = [order.index(each) for each in children if each in order]
        if unknown or places != sorted(places):
            yield f"{name}: {' '.join(children)}"
    first = _PROPERTIES_FIRST.get(name)
    if first in children[1:]:
        yield f"{name}: {first} is not first"
    if name == "tc" and children[-1] != "p":
        yield "tc: does not end with a paragraph (17.4.65)"


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
