export const en = {
  journal: {
    title: "Journal",
    action: "Action",
    all: "All actions",
    when: "When",
    who: "Employee",
    whom: "Object",
    what: "Changes",
    none: "No entries yet.",
    manager: "Manager {{id}}",
    user: "User {{id}}",
    inDays: { days_birth: "Age in days", days_employed: "Employed, in days" },
  },
};
