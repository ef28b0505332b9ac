export const en = {
  exporting: {
    open: "Export",
    many: "Export of clients",
    title_one: "Export of {{count}} client",
    title_other: "Export of {{count}} clients",
    whom: "The file holds the clients whom the list shows by its search and filters, on all of its pages.",
    kind: "What to export",
    kinds: {
      clients: "Clients with their latest score",
      scores: "All scores of these clients",
      payments: "Payments of these clients by month",
    },
    format: "Format",
    formats: {
      xlsx: "Excel workbook (XLSX)",
      csv_excel: "CSV for a Russian Excel",
      csv: "CSV for programs",
    },
    make: "Make the file",
    cancel: "Cancel",
    working: "The file is being made. You can close this window: press Export again to come back.",
    delayed: "This takes longer than usual. The file follows by itself, within 20 minutes.",
    rows_one: "The file is there: {{count}} row.",
    rows_other: "The file is there: {{count}} rows.",
    download: "Download",
    lasts: "The link lasts 15 minutes, until {{until}}.",
    ended: "The link has ended.",
    newLink: "Get a new link",
    another: "Another file",
    faults: {
      too_many_rows:
        "A workbook cannot hold so many rows. Choose CSV, or narrow the list by its filters.",
      out_of_time: "There were too many rows for one file. Narrow the list by its filters.",
      gave_up:
        "The file was not made in five tries. Ask for it again; if that fails too, tell your administrator.",
    },
  },
};
