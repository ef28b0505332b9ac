/** What the menu and the journal say; the words of the pages come with them. */
export const en = {
  applicationPlaces: {
    list: "Applications",
    own: "My applications",
    journal: {
      create: "Application begun",
      edit: "Submitted application changed",
      submit: "Application submitted",
      expire: "Application expired",
      move: "State of an application changed",
      whatIf: "Looked what would be",
    },
  },
};
