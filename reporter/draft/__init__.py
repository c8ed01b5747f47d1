"""A draft made by anybody → the content of a 公文 (contract, section 10); nothing is lost and nothing invented.

Bytes → blocks with what was changed or left out on the way (docx_draft, text_draft, typography) → which element
each is (head_parts, tail_parts, body_parts) → OfficialDocument (set_draft). all_words holds the finished file against
the draft.
"""
