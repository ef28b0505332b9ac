/** What the menu says; the words of the pages come with them. */
export const en = { bundles: { title: "Models" } };
