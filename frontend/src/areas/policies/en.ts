/** What the menu says; the words of the pages come with them. */
export const en = { policies: { title: "Policies" }, simulator: { title: "Cut-offs" } };
