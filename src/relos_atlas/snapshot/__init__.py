"""
Views that leave the atlas: pictures, data and packs that say what they were made of, and the check of them.

`shown_on(page, atlas, state, words)` is what a page shows at a state; `files` and `pack` write it;
`verify` reads such a file back and says whether it is the same, made on other data, or altered.
"""
