import { en as faults } from "./faults-en";
import { en as fields } from "./fields-en";
import { en as rows } from "./row-faults-en";
import { en as walk } from "./walk-en";

export const en = {
  ...faults,
  ...fields,
  ...rows,
  ...walk,
  files: {
    help: "Upload a file, review the report and confirm. Nothing in the database changes before you confirm.",
    new: "New file",
    kind: "What the file contains",
    kinds: {
      applicants: "Applicants and clients",
      credits: "Credits",
      payments: "Payments",
    },
    kindHelp: {
      applicants:
        "A row per person: your client number, name and application data. Upload these first: credits belong to people.",
      credits:
        "A row per contract: client number, contract number, amount, rate, issue date, term. The clients must be uploaded already.",
      payments:
        "A row per month of a contract: contract number, month, and status or days past due. Sending the new month is enough.",
    },
    formats: "CSV, XLSX, Parquet, Metro 2 or TUTDF, up to {{megabytes}} MB.",
    template: "Download a template with examples",
    templateHelp: "Opens in Excel. Delete the example rows.",
    templateName: "template-{{kind}}.csv",
    drop: "Drag a file here or",
    choose: "Choose a file",
    chosen: "File: {{name}}, {{size}}",
    kilobytes: "{{size}} KB",
    megabytes: "{{size}} MB",
    totals: "Control totals, if you have them",
    totalsHelp: "From the cover letter. If the file's own totals differ, the report says so.",
    declared: { rows: "Rows in the file", amount: "Sum of the amounts" },
    notANumber: "Enter a number.",
    notSentTitle: "The file was not sent.",
    upload: "Upload",
    reading: "Computing the checksum: {{share}}",
    sending: "Sending the file: {{share}}",
    stopsHere: "Keep this page open while the file is being sent.",
    noFile: "Choose a file.",
    emptyFile: "The file is empty. Save it once more and choose it again.",
    tooLarge: "The file is larger than {{megabytes}} MB. Split it and upload the parts one by one.",
    oneFile: "Upload one file at a time.",
    notSent: "The connection broke. Check it and press Upload again.",
    sameFile:
      "This very file was uploaded before. Open that import: a second one would add nothing.",
    openSame: "Open import {{id}}",
    list: "Imports",
    none: "No imports yet. Download the template above, fill it in and upload it.",
    file: "File",
    who: "Sender",
    when: "When",
    rows: "Rows",
    state: "State",
    more: "Show more",
    states: {
      waiting: "Not sent",
      uploaded: "Being read",
      profiled: "To be mapped",
      checked: "To be confirmed",
      confirmed: "Queued",
      applying: "Being imported",
      applied: "Imported",
      rejected: "Rejected",
      cancelled: "Cancelled",
      expired: "Expired",
      undoing: "Being undone",
      undone: "Undone",
    },
  },
};
