/** What is wrong with a file, a row or a cell, by the code of the service; and what to do about it. */
export const en = {
  refusals: {
    file_empty: { name: "The file is empty.", advice: "Save it once more and send it again." },
    file_binary: {
      name: "This is not a table but a binary file.",
      advice: "Export it as CSV or XLSX and send that.",
    },
    file_compressed: { name: "This is an archive.", advice: "Unpack it and send the file inside." },
    file_encrypted: {
      name: "The workbook is protected by a password.",
      advice: "Remove the password in Excel (File, Info) and send it again.",
    },
    file_old_xls: {
      name: "This is the old Excel format (.xls).",
      advice: "Open it in Excel and save it as .xlsx or CSV.",
    },
    file_html: {
      name: "This is a web page with the ending of a workbook.",
      advice: "Open it in Excel and save it as .xlsx or CSV.",
    },
    file_xml: {
      name: "This is an XML file.",
      advice: "Open it in Excel and save it as .xlsx or CSV.",
    },
    file_macros: {
      name: "The workbook holds macros.",
      advice: "Save it as .xlsx, without macros, and send that.",
    },
    file_zip_bomb: {
      name: "Unpacked, the workbook is many times larger than it looks.",
      advice: "Copy the rows to a new workbook, or save them as CSV.",
    },
    file_damaged: {
      name: "The file is damaged.",
      advice: "Open it where it was made, save it once more and send it again.",
    },
    file_line_too_long: {
      name: "A line of the file is too long to be a row of a table.",
      advice: "Check the line ends, or save the table as CSV once more.",
    },
    file_too_many_columns: {
      name: "The file has too many columns.",
      advice: "Keep the columns that are needed and send it again.",
    },
    file_too_many_rows: {
      name: "The file has too many rows.",
      advice: "Split it and send the parts one by one.",
    },
    file_no_delimiter: {
      name: "No sign separates the columns alike in all lines.",
      advice: "Save the table as CSV with a semicolon, or as XLSX.",
    },
    file_no_header: {
      name: "No row with the names of the columns was found.",
      advice: "Put the names into the first row; the template shows how.",
    },
    file_no_rows: {
      name: "The file has names of columns and no rows.",
      advice: "Add the rows and send it again.",
    },
    file_no_such_sheet: { name: "The workbook has no such sheet.", advice: "Choose another one." },
    file_nested_columns: {
      name: "A column holds lists or records.",
      advice: "Export it as a plain table: one value a cell.",
    },
    file_no_parquet_here: { name: "Parquet cannot be read here.", advice: "Send CSV or XLSX." },
    file_unclosed_quote: {
      name: "A quotation mark is opened and never closed.",
      advice: "Correct the value it stands in, or save the table as XLSX.",
    },
    file_differs: {
      name: "The file that arrived is not the one that was announced.",
      advice: "Send it again.",
    },
    hints_invalid: {
      name: "The file cannot be read in this way.",
      advice: "Choose another encoding, separator or date order.",
    },
    mapping_invalid: {
      name: "The columns no longer go with the file.",
      advice: "Choose them anew.",
    },
    fields_missing: {
      name: "Required columns are missing.",
      advice: "Choose which columns they are.",
    },
    questions_open: {
      name: "Questions about the file are still open.",
      advice: "Answer them on the step File.",
    },
    sender_may_not: {
      name: "Whoever sent the file may not import any more.",
      advice: "Let a colleague send it.",
    },
    gave_up: {
      name: "The work was interrupted too many times.",
      advice:
        "Wait a while and try again; if it happens again, tell your administrator the number of the import.",
    },
    file_encoding_broken: {
      name: "The letters cannot be read in this encoding.",
      advice: "Choose another encoding, or save the file as CSV UTF-8.",
    },
  },
  questions: {
    ask_encoding: {
      name: "Do the letters read well?",
      advice: "Look at the names below; if they are signs and boxes, choose another encoding.",
    },
    ask_date_order: {
      name: "Day or month first?",
      advice: "The dates of this column can be read both ways, so we ask and do not guess.",
    },
    ask_decimal: {
      name: "Is this sign a decimal one, or does it set thousands apart?",
      advice: "The numbers of this column can be read both ways: 1,234 is 1.234 or 1234.",
    },
    ask_sheet: {
      name: "Which sheet holds the rows?",
      advice: "The workbook has several sheets with data; one import takes one.",
    },
  },
  notices: {
    duplicate_header: {
      name: "Two columns have the same name",
      advice: "The second one got a number. Check which one is meant.",
    },
    unnamed_column: {
      name: "A column without a name",
      advice: "It got the letter that Excel shows above it.",
    },
    index_column: { name: "A column of row numbers", advice: "It is not used." },
    trailing_delimiters: {
      name: "Empty columns at the end of the lines",
      advice: "They are not used.",
    },
    blank_rows: { name: "Blank rows", advice: "They are passed over." },
    rows_before_header: {
      name: "Lines above the names of the columns",
      advice: "They are passed over.",
    },
    totals_row: {
      name: "A totals row",
      advice: "It is not imported; its sums are compared with the rows.",
    },
    other_sheets: { name: "Other sheets", advice: "Only the chosen sheet is read." },
    formulas: { name: "Formulas", advice: "The values that Excel last computed are taken." },
    mixed_decimals: {
      name: "Decimal commas and points in one column",
      advice: "Write all numbers of the column alike.",
    },
    mixed_dates: {
      name: "Dates written in different ways in one column",
      advice: "Write all dates of the column alike.",
    },
  },
  rowFaults: {
    field_count: {
      name: "More or fewer cells than columns",
      advice: "A separator inside a value? Put the value in quotation marks.",
    },
    repeated_header: {
      name: "The names of the columns once more",
      advice: "The row is passed over.",
    },
    repeated_row: { name: "The same row once more", advice: "It is taken once." },
    conflicting_rows: {
      name: "Rows with the same number and different contents",
      advice: "Keep the right one; until then none of them is imported.",
    },
    required: { name: "A required value is missing", advice: "Fill in the cell." },
    too_long: { name: "The text is too long", advice: "Shorten it." },
    broken_text: {
      name: "Letters that were lost when the file was saved",
      advice: "Take the value from the source once more.",
    },
    formula: {
      name: "A cell begins like a formula",
      advice: "It is taken as text. Check that this is meant.",
    },
    formula_without_value: {
      name: "A formula without a value",
      advice: "It counts as empty. Let Excel compute it and save the file.",
    },
    not_a_number: { name: "Not a number", advice: "Write digits, as 120 000,50." },
    mixed_decimals: {
      name: "Another decimal sign than in the rest of the column",
      advice: "Write the number as the others are.",
    },
    not_whole: { name: "Not a whole number", advice: "Write it without a fraction." },
    out_of_bounds: {
      name: "The number is out of bounds",
      advice: "Check it: a digit too many, or another unit?",
    },
    not_a_date: { name: "Not a date", advice: "Write it as the other dates of the column." },
    mixed_dates: {
      name: "The date is written otherwise than the rest of the column",
      advice: "Write it as the others are.",
    },
    date_out_of_bounds: { name: "The date is out of bounds", advice: "Check the year." },
    month_in_future: { name: "A month that has not come yet", advice: "Check the month." },
    not_in_list: {
      name: "A value that is not known",
      advice: "Write a known one, or say what it means among the columns.",
    },
    not_a_phone: {
      name: "Not a phone number",
      advice: "Write it with the code, as +7 912 345-67-89.",
    },
    not_an_email: { name: "Not an e-mail address", advice: "Correct it, or leave the cell empty." },
    id_exponent: {
      name: "A number that Excel shortened (1,23E+15)",
      advice: "Its digits are lost: take it from the source, with the column set to Text.",
    },
    id_rounded: {
      name: "A number that Excel rounded: its last digits became 0",
      advice: "Take it from the source, with the column set to Text.",
    },
    id_short: {
      name: "A number that lost its leading zeros",
      advice: "Take it from the source, with the column set to Text.",
    },
    children_exceed_family: {
      name: "More children than the family can have",
      advice: "Check the children and the members of the family.",
    },
    employed_too_young: {
      name: "Employed since before the age of 14",
      advice: "Check the birth date and the start of employment.",
    },
    employed_without_income: {
      name: "Employed and without an income",
      advice: "Check the income.",
    },
    occupation_without_employment: {
      name: "An occupation without employment",
      advice: "Check the start of employment.",
    },
    pensioner_with_occupation: {
      name: "A pensioner with an occupation",
      advice: "Check the income type.",
    },
    unknown_client: {
      name: "No client has this number",
      advice: "Import the clients first, or correct the number.",
    },
    unknown_credit: {
      name: "No contract has this number",
      advice: "Import the credits first, or correct the number.",
    },
    unknown_manager: {
      name: "No manager has this login",
      advice: "Correct the login, or choose on the step Columns who gets the people.",
    },
    not_your_client: {
      name: "The client of another manager",
      advice: "Take the row out, or ask that manager to send it.",
    },
    credit_of_another_client: {
      name: "The contract belongs to another client",
      advice: "Check both numbers.",
    },
    client_closed: {
      name: "The client is closed",
      advice: "Take the row out, or have the client opened.",
    },
    before_issue: {
      name: "A month before the credit was issued",
      advice: "Check the month and the issue date.",
    },
    jump: {
      name: "Lateness grew by more than one step in a month",
      advice: "Check whether a month is missing or the status is wrong.",
    },
    person_known: {
      name: "Somebody without this number seems to be the same person",
      advice: "What becomes of them is chosen on the step Columns.",
    },
    person_twice: {
      name: "Two rows go with the same stored person",
      advice: "Keep the right one.",
    },
    undo_built_on: {
      name: "Could not be undone: others refer to it since",
      advice:
        "Payments, decisions or a login depend on these records. Remove or move them first, if they are wrong.",
    },
    undo_changed_since: {
      name: "Could not be undone: changed since",
      advice: "Somebody has edited these records. Correct them by hand where needed.",
    },
    undo_restated_since: {
      name: "Could not be undone: restated since",
      advice: "A later file told these months anew; that one counts.",
    },
  },
};
