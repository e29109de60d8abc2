#!/bin/sh
# A council's way from a spreadsheet with a row a team to the paper for its committee. All figures are illustrative.
# Run it in an empty folder: sh PATH/TO/steps.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)

# 1. The spreadsheet becomes a scenario; every value says which cell it comes from.
archpers init region.yaml --from "$here/teams.xlsx" --prices 2025-26

# 2. What is left, in each team and together, and what that rests on.
archpers model region.yaml
archpers tornado region.yaml
archpers switch region.yaml

# 3. For the reviewer: every input with its evidence and effect, and the model as live formulas.
archpers assumptions region.yaml -o assumptions.xlsx
archpers workbook region.yaml -o model.xlsx

# 4. The reviewer changes inputs in model.xlsx; what differs comes back as a scenario.
archpers init reviewed.yaml --from model.xlsx

# 5. The paper, what decides on its first page, and the result that it rests on.
archpers report region.yaml -o paper.docx
archpers report region.yaml -o paper.html --what-if
archpers model region.yaml -o result.json

# 6. Months later: is it still the same?
archpers verify result.json
