export const en = {
  shell: {
    title: "Credit scoring",
    skip: "Skip to the content",
    menu: "Pages",
    language: "Language",
    light: "Light colours",
    dark: "Dark colours",
    account: "Account of {{name}}",
    myAccount: "My account",
    logOut: "Log out",
    closeMessage: "Close the message",
  },
  errors: {
    screen: "This page cannot be shown",
    home: "To the start page",
    retry: "Try again",
    retryIn: "Try again (in {{seconds}} s)",
    reload: "If the site was just updated, loading it again helps.",
    requestId: "Number of the request: {{requestId}}",
    notSaved:
      "The request was not carried out and nothing was saved. Wait a moment, then press the button again.",
    notConfirmed:
      "Nothing confirms that this was done or saved. Check your connection, then press the button again.",
    network: {
      title: "The network is away.",
      advice: "Check your connection; what you did is not lost. We try again by ourselves.",
    },
    forbidden: {
      title: "This is not for your role.",
      advice: "If you need it for your work, ask your administrator.",
    },
    not_found: {
      title: "There is no such page or record.",
      advice: "Check the address, or go to the start page and search.",
    },
    unavailable: {
      title: "The service is busy or being updated.",
      advice: "Nothing is lost. We try again in {{seconds}} seconds.",
    },
    conflict: {
      title: "The present state does not allow this.",
      advice: "Load the page again: somebody may have done it already, or the login is taken.",
    },
    precondition_failed: {
      title: "Somebody else changed this client.",
      advice: "Look at the changes, then save again.",
    },
    too_many_attempts: {
      title: "Too many attempts.",
      advice: "Wait {{seconds}} seconds, then try again.",
    },
    wrong_credentials: {
      title: "Login or password is wrong.",
      advice: "Check both, also the keyboard layout and Caps Lock.",
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
      title: "This one-time password has expired.",
      advice: "Ask your administrator for a new one.",
    },
    password_change_needed: {
      title: "Change your one-time password first.",
      advice: "Load the page again to do so.",
    },
    second_factor_needed: {
      title: "Set up an authenticator app first.",
      advice: "Load the page again to do so.",
    },
    invalid_request: {
      title: "The service did not accept the data.",
      advice: "Check the fields and try again.",
    },
    impossible_features: {
      title: "These answers contradict each other.",
      advice: "Check the dates and numbers.",
    },
    internal_error: {
      title: "Something went wrong on our side.",
      advice: "Try again. If it stays so, report it with the number below.",
    },
    unknown: {
      title: "Something went wrong.",
      advice: "Load the page again.",
    },
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
    last: "Last page",
    page: "Page {{page}}",
  },
};
