"""What decided of each line: a code for programs, and beside it the sentence for people."""

from functools import cache

from discourse.texts.layout.rules import AUTHOR, BOX_ALONE, COLUMN, HEADINGS, IMPRINT, SERIES

# The column `rule` of paragraphs holds one of these codes, the column `note` its sentence.
NOTES = {
    # declared in the manifest, or by the layout of the file
    "declared": "declared",
    "declared_title": "declared title",
    "declared_subtitle": "declared subtitle",
    "title_mark": "title mark",
    "heading_mark": "heading mark",
    "imprint_caption_mark": "imprint: caption mark",
    # the head of an article
    "short_first_line": "short first line",
    "title_of_page": "title among the lines of a page",
    "short_line_below_column": "short line below a column's name",
    "subtitle_dash": "dash below the title",
    "title_goes_on": "the title goes on",
    "second_title_line": "second line of the title",
    "kicker": "line above the title: its occasion or series",
    "line_below_title": "a line alone between the title and the text",
    "box": "box",
    # headings
    "heading_before_question": "short line before a question",
    "heading_between_paragraphs": "short line between paragraphs",
    "heading_question": "question between paragraphs",
    "heading_sentence": "short sentence between long paragraphs",
    "heading_long": "one of several long lines without a stop between paragraphs",
    "heading_colon": "short line with a colon",
    "heading_colon_above": "short line with a colon above the rest of its heading",
    "heading_date": "date above a paragraph",
    "heading_tagged": "line with a tag in brackets above a paragraph",
    "heading_work": "title of a work above its text",
    "heading_counted": "a word counted in turn: 短板之一：…",
    "heading_alone": "number alone above its text",
    "heading_document": "title of a document that the text above names",
    **{f"heading_{rule.name}": f"numbered {rule.name}" for rule in HEADINGS},
    # who speaks
    "label": "label {who} ({shape})",
    "label_without_speech": "a label without speech",
    "after_question": "follows a question",
    "opening_statement": "said before the first question",
    "narration": "tells of who spoke before",
    "question_before_label": "a question before a label",
    "question_without_label": "a question without a label",
    # what is left
    "before_first_turn": "before the first turn",
    "no_turns": "no turns",
    "imprint_alone": "reads like imprint, and is all that its row of a table has",
    "continues_question": "goes on with the question",
    "continues_answer": "goes on with the answer",
    "continues_body": "goes on with what is said before the first question",
    "point_inside_line": "point {style} inside a line",
    "after_last_point": "follows the last point",
    # what a model weighed, for no rule was sure
    "likely_text": "likely text, by what stands around it",
    "likely_heading": "likely a heading, by what stands around it",
    "likely_imprint": "imprint: likely, by what stands around it",
    # what belongs to the page: by the tables of rules, or by where it stands
    **{
        f"imprint_{rule.name}": f"imprint: {rule.name.replace('_', ' ')}"
        for rule in (*IMPRINT, *BOX_ALONE, *AUTHOR, *COLUMN, *SERIES)
    },
    "imprint_value": "imprint: what the label above says",
    "imprint_metadata": "imprint: head of a reader service, a library or a board",
    "imprint_site_name": "imprint: name of the site",
    "imprint_dateline": "imprint: dateline",
    "imprint_credit": "imprint: credit",
    "imprint_attachments": "imprint: list of what is attached",
    "imprint_notice": "imprint: whose the text is, or what the page offers",
    "imprint_roster": "imprint: who takes part, when and where",
    "imprint_below_text": "imprint: among the lines of the page below the text",
    "imprint_links": "imprint: links to other articles",
    "imprint_contents": "imprint: contents",
    "imprint_name_and_post": "imprint: name and post",
    "imprint_scene": "imprint: caption, who does something somewhere",
    "imprint_title_again": "imprint: title again",
    "imprint_pull_quote": "imprint: words of the text again, in a box beside it",
    "imprint_page_head": "imprint: among the lines of the page below the title",
    "imprint_red_head": "imprint: name of the office above a document",
    "imprint_signature": "imprint: who signs, and when",
    "imprint_notes": "imprint: notes at the end",
    "imprint_above_title": "imprint: above the title",
    "imprint_stray_line": "imprint: a short line that belongs to no paragraph",
}
# What decided: nothing but that no rule did; the form of the line itself, or a mark of the file; else its neighbours.
LEFT_OVER = {"before_first_turn", "no_turns", "after_last_point"}
OWN_FORM = {"label", "box", "subtitle_dash", "heading_document"} | {
    *(f"heading_{rule.name}" for rule in HEADINGS),
    *(f"imprint_{rule.name}" for rule in (*IMPRINT, *BOX_ALONE, *AUTHOR, *COLUMN, *SERIES)),
    *(rule for rule in NOTES if rule.endswith("_mark") or rule.startswith("declared")),
}


@cache
def level_of(rule: str) -> str:
    """Return what decided: the `own_form` of a line, its `neighbours`, or nothing, so that it was `left_over`."""
    if rule in LEFT_OVER or rule.startswith("continues_"):
        return "left_over"
    return "own_form" if rule in OWN_FORM else "neighbours"
