/** What the menu and the journal say; the words of the pages come with them. */
export const en = {
  simulator: {
    title: "Cut-offs",
    journal: { keep: "Simulation kept" },
  },
};
