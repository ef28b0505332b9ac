/** The fields of files and how columns write them; the answers of the questionnaire have their own words. */
export const en = {
  importFields: {
    applicants: {
      external_id: "Client number",
      full_name: "Full name",
      last_name: "Last name",
      first_name: "First name",
      patronymic: "Patronymic",
      phone: "Phone",
      email: "E-mail",
      document: "Passport",
      manager_login: "Manager",
    },
    credits: {
      client_external_id: "Client number",
      external_id: "Contract number",
      amount_total: "Credit amount",
      annual_rate: "Rate, %",
      issued_on: "Issue date",
      term_months: "Term, months",
    },
    payments: {
      credit_external_id: "Contract number",
      month: "Month",
      status: "Status",
      days_past_due: "Days past due",
      amount_overdue: "Amount overdue",
    },
  },
  importUnits: {
    a_year: "a year",
    a_month: "a month",
    date: "a date",
    days_back: "days back from today",
    months_back: "months back from today",
    years_back: "years back from today",
  },
  importStatuses: {
    X: "X: nothing was due",
    C: "C: paid off",
    "0": "0: on time, or up to 29 days late",
    "1": "1: 30–59 days late",
    "2": "2: 60–89 days late",
    "3": "3: 90–119 days late",
    "4": "4: 120–149 days late",
    "5": "5: 150 days late or more, written off",
  },
};
