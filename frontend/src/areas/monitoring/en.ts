/** What the menu and the journal say; the words of the pages come with them. */
export const en = {
  monitoring: {
    title: "Monitoring",
    openAlarms: "Open alarms: {{number}}",
    journal: {
      verdict: "Verdict attended to",
      alert: "Alert attended to",
      verdictAgain: "Verdict reopened",
      alertAgain: "Alert reopened",
    },
  },
};
