/** What is wrong with a row or a cell, by the code of the service; and what to do about it. */
export const en = {
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
    same_document: {
      name: "Rows with one passport and different client numbers",
      advice: "Correct the passport, or keep the right row; until then none of them is imported.",
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
    foreign_currency: {
      name: "An amount in another currency",
      advice: "Convert it into roubles.",
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
    id_fraction: {
      name: "A number that a program took for a quantity (123.0)",
      advice: "Take it from the source, with the column set to Text.",
    },
    status_and_days_differ: {
      name: "The days past due belong to another status",
      advice: "Correct the one that is wrong, or leave one of the two cells empty.",
    },
    overdue_on_time: {
      name: "An overdue amount, though of this status nothing can be overdue",
      advice: "Correct the status or the amount.",
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
