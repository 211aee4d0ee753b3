"""Timings of kmtui, each as a ratio to a named reference measured in the same run.

`make bench` installs the extra `bench` (Typst, nlpo3, ICU) and runs all of them;
`python -m benchmarks words export start typing meeting-size` runs those that are named, from the
project's folder. Nothing here asserts a time: every table shows medians, the smallest and largest
value, the ratio and the aim beside it, and a reader judges.

- `words`: our word boundaries beside nlpo3 and ICU: loading, speed, wrong breaks, hostile text.
- `export`: the minutes as PDF beside `import fpdf` and Typst; a document of 60 pages.
- `start`: the first paint beside the smallest Textual program.
- `typing`: bytes a key and the time from key to paint beside nano and a stock TextArea.
- `meeting-size`: a meeting of 60 items and 600 statements beside an empty one.

Run it on a quiet machine: other work on it moves the values. It moves the ratios less, because the
sides of a ratio are measured in turns (all but those of `typing` and the warm `export`).
"""
