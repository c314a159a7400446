"""Taking in what others keep in spreadsheets: each row becomes a proposal that waits for a person, or is named as refused.

    sheets = reading.read_sheets(data, "csv", name)       read apart, in a process without keys
    plan = planning.planned(sheets, mapping, account)     every row with what would become of it; nothing is written
    carrying_out.carry_out(plan, data, name, account)     the proposals, with the file itself as what they rest on

A row of our own export is known by its permanent id and left as it is: what it says was decided already.
"""
