/** What is wrong with or odd in a file, by the code of the service; and what to do about it. */
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
    file_other_document: {
      name: "This is a document of another program (.ods, .xlsb, .docx).",
      advice: "Open it there and save the table as .xlsx or CSV.",
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
      name: "A column holds lists, records or bytes.",
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
};
