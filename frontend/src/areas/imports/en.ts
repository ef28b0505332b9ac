/** What the menu and the journal say; the words of the pages come with them. */
export const en = {
  imports: {
    title: "File import",
    journal: {
      open: "File sent",
      read: "File read anew",
      check: "File checked",
      apply: "File import confirmed",
      cancel: "File import cancelled",
      applied: "File imported",
      undo: "Undoing a file import confirmed",
      undone: "File import undone",
      fetch: "File downloaded",
    },
  },
};
