/** What the page of an invitation says; it brings it along. */

export const en = {
  invitation: {
    title: "Your login",
    welcome:
      "{{name}}, choose a password. With it you see your credit, your payments and your rating.",
    until: "The link is valid until {{until}}.",
    login: "Login",
    loginAdvice: "You will log in with it. Change it if you like.",
    password: "Password",
    again: "Password again",
    submit: "Create the login",
    made: "The login is ready",
    madeAdvice: "Log in as {{login}} with the password you have just chosen.",
    toLogin: "Log in",
    used: "This link was used already",
    usedAdvice:
      "Log in with the login and password chosen then. If it wasn't you, tell your manager.",
    expired: "This link has expired",
    gone: "This link is not valid",
    newLinkAdvice: "Ask your manager for a new one: a new link ends the one before.",
    taken: "This login is taken. Choose another one.",
    weak: "This is easy to guess: without common words, your names and rows of keys little is left of it. Choose a few unrelated words.",
  },
};

export const ru = {
  invitation: {
    title: "Ваш вход",
    welcome: "{{name}}, придумайте пароль. С ним вы увидите свой кредит, платежи и рейтинг.",
    until: "Ссылка действует до {{until}}.",
    login: "Логин",
    loginAdvice: "С ним вы будете входить. Можно изменить.",
    password: "Пароль",
    again: "Пароль ещё раз",
    submit: "Создать вход",
    made: "Вход создан",
    madeAdvice: "Войдите как {{login}} с паролем, который вы только что придумали.",
    toLogin: "Войти",
    used: "Ссылка уже использована",
    usedAdvice:
      "Войдите с логином и паролем, выбранными тогда. Если это были не вы, сообщите менеджеру.",
    expired: "Срок действия ссылки истёк",
    gone: "Ссылка недействительна",
    newLinkAdvice: "Попросите менеджера прислать новую: новая ссылка отменяет прежнюю.",
    taken: "Этот логин занят. Выберите другой.",
    weak: "Такой пароль легко угадать: без частых слов, ваших имён и рядов клавиш от него мало что остаётся. Возьмите несколько не связанных между собой слов.",
  },
};
