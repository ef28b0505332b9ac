/** What the menu and the journal say; the words of the pages come with them. */
export const en = {
  desk: {
    queue: "Queue",
    mine: "My decisions",
    overrides: "Override journal",
    journal: {
      take: "Case taken",
      release: "Case put back",
      assign: "Case assigned",
      score: "Case rescored",
      decide: "Application decided",
      book: "Credit issued",
    },
  },
};
