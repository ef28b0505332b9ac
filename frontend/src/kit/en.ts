export const en = {
  shell: {
    title: "Credit scoring",
    skip: "Skip to content",
    menu: "Pages",
    language: "Language",
    light: "Light theme",
    dark: "Dark theme",
    account: "Account: {{name}}",
    myAccount: "My account",
    logOut: "Log out",
    printed: "{{title}} · printed {{moment}} by {{name}}",
    closeMessage: "Dismiss message",
  },
  errors: {
    screen: "Page unavailable",
    home: "Go to home",
    retry: "Try again",
    retryIn: "Try again (in {{seconds}} s)",
    reload: "If the site has just been updated, reload the page.",
    requestId: "Request ID: {{requestId}}",
    notSaved:
      "The request was not carried out and nothing was saved. Wait a moment, then press the button again.",
    notConfirmed:
      "We can't tell whether this was done or saved. Check your connection, then press the button again.",
    network: {
      title: "Connection lost.",
      advice: "Check your connection. We'll retry automatically.",
    },
    timeout: {
      title: "The service did not answer in time.",
      advice: "It may be very busy. We'll retry automatically in {{seconds}} s.",
    },
    forbidden: {
      title: "You don't have access to this page.",
      advice: "If you need it for your work, contact your administrator.",
    },
    not_found: {
      title: "Page or record not found.",
      advice: "Check the address, or go to the home page and search.",
    },
    unavailable: {
      title: "The service is temporarily unavailable.",
      advice: "We'll retry automatically in {{seconds}} s.",
    },
    conflict: {
      title: "This can't be done right now.",
      advice: "Reload the page: it may already have been done.",
    },
    precondition_failed: {
      title: "Someone else updated this client.",
      advice: "Review the changes, then save again.",
    },
    too_many_requests: {
      title: "You have reached the limit for this hour.",
      advice: "Try again in {{minutes}} min.",
    },
    too_many_attempts: {
      title: "Too many attempts.",
      advice: "Wait {{seconds}} s, then try again.",
    },
    wrong_credentials: {
      title: "Incorrect login or password.",
      advice: "Check both, your keyboard layout and Caps Lock.",
    },
    code_needed: {
      title: "A code is needed.",
      advice: "Type the code of your authenticator app.",
    },
    wrong_code: {
      title: "The code is wrong or was used already.",
      advice: "Wait for the app's next code, or take a recovery code.",
    },
    weak_password: {
      title: "This password is easy to guess.",
      advice: "Choose a few unrelated words.",
    },
    password_expired: {
      title: "This temporary password has expired.",
      advice: "Ask your administrator for a new one.",
    },
    password_change_needed: {
      title: "Change your temporary password first.",
      advice: "Reload the page to do so.",
    },
    second_factor_needed: {
      title: "Set up an authenticator app first.",
      advice: "Reload the page to do so.",
    },
    invalid_request: {
      title: "The data was not accepted.",
      advice: "Check the fields and try again.",
    },
    impossible_features: {
      title: "Some fields contradict each other.",
      advice: "Check the dates and numbers, then save again.",
    },
    internal_error: {
      title: "Something went wrong on our side.",
      advice: "Try again. If the problem persists, report it with the request ID below.",
    },
    unknown: {
      title: "Something went wrong.",
      advice: "Reload the page.",
    },
  },
  unread: {
    title: "Not everything could be loaded.",
    loading: "Loading",
    missing: "Part of this page could not be loaded.",
    outOfDate: "The service does not answer now. This page shows what was known on {{moment}}.",
    slow: "The service is slow to answer. You need not do anything: the page is still loading.",
  },
  unsaved: {
    title: "Leave without saving?",
    advice: "Your changes are not saved yet and would be lost.",
    stay: "Stay here",
    leave: "Leave without saving",
  },
  paging: {
    first: "First page",
    previous: "Previous page",
    next: "Next page",
  },
};
