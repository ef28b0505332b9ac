/** What menu and journal say; the words of the pages come with them. */
export const en = { portfolio: { title: "Portfolio", requested: "Portfolio count requested" } };
