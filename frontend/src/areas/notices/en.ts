/** What the menu and the journal say; the words of the pages come with them. */
export const en = {
  noticePlaces: {
    list: "Notices",
    own: "Decisions on my applications",
    journal: {
      produce: "Notice written",
      send: "Notice sent",
      deliver: "Notice delivered",
      return: "Notice came back",
      object: "Objection raised",
      answer: "Objection answered",
    },
  },
};
