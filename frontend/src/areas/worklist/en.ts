/** What the menu and the journal say; the words of the pages come with them. */
export const en = {
  today: {
    title: "Today",
    ofManager: "Managers' work",
    journal: {
      done: "Work marked as done",
      snooze: "Work put off",
      undo: "Mark of work taken back",
    },
  },
};
