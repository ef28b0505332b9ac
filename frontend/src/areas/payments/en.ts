/** What the menu and the journal say; the words of the pages come with them. */
export const en = {
  payments: {
    title: "Payments",
    changes: "Changes",
    journal: {
      feed: "Payments received",
      close: "Month signed",
      confirm: "Month confirmed",
      reopen: "Month reopened",
    },
  },
};
