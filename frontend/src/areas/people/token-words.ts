/** What the page of tokens says; it brings it along. */

import type { Russian } from "../../kit/translations";

export const en = {
  api: {
    title: "API",
    advice:
      "What is tried here is really done, with your session and your rights: a change is a change.",
    open: "Description of the API",
    operations: "Operations",
  },
  token: {
    advice:
      "Other systems come in with a token instead of a login. Each gives access to what its scopes name.",
    make: "Make token",
    name: "Name",
    nameHint: "What the program is called: the journal names it so",
    nameNeeded: "Enter a name.",
    scopes: "What it opens",
    scopesNeeded: "Choose at least one.",
    scope: {
      "scores:write": "Ask for scores",
      "scores:read": "Read scores",
      "applications:write": "Submit applications",
      "applications:read": "Read its applications",
      "imports:write": "Upload files",
      "clients:read": "Read clients",
      "payments:write": "Send payments",
    },
    days: "Expires after",
    daysOf: "{{count}} days",
    endsWith: "Ends with …{{letters}}",
    state: "State",
    until: "valid until {{moment}}",
    expired: "expired on {{moment}}",
    revokedAt: "revoked on {{moment}}",
    used: "Last used",
    never: "never",
    actions: "Actions",
    revoke: "Revoke",
    revokeOf: "Revoke: {{name}}",
    revokeTitle: "Revoke the token of {{name}}?",
    revokeAdvice:
      "The program is locked out with its next request. A revoked token cannot be brought back: make a new one first if the program is to keep working.",
    revoked: "The token is revoked.",
    none: "There are no tokens. Make one for a program that needs access.",
    more: "Show older ones",
    shownOnce:
      "Token of {{name}}. Put it where the program keeps its secrets: you won't see it again.",
    token: "Token",
    cancel: "Cancel",
    close: "Close",
    copy: "Copy",
    copied: "Copied",
  },
};

export const ru: Russian<typeof en> = {
  api: {
    title: "API",
    advice:
      "Запросы с этой страницы выполняются по-настоящему, в вашем сеансе и с вашими правами: изменения сохраняются.",
    open: "Описание API",
    operations: "Операции",
  },
  token: {
    advice:
      "Другие системы входят по токену, а не по логину. Каждому открыто то, что названо в его правах.",
    make: "Создать токен",
    name: "Название",
    nameHint: "Как называется программа: так она будет названа в журнале",
    nameNeeded: "Введите название.",
    scopes: "Что открыто",
    scopesNeeded: "Выберите хотя бы одно право.",
    scope: {
      "scores:write": "Запрашивать расчёты",
      "scores:read": "Читать расчёты",
      "applications:write": "Передавать заявки",
      "applications:read": "Читать свои заявки",
      "imports:write": "Передавать файлы",
      "clients:read": "Читать клиентов",
      "payments:write": "Передавать платежи",
    },
    days: "Действует",
    daysOf: "{{count}} дн.",
    endsWith: "Оканчивается на …{{letters}}",
    state: "Состояние",
    until: "действует до {{moment}}",
    expired: "истёк {{moment}}",
    revokedAt: "отозван {{moment}}",
    used: "Последнее обращение",
    never: "не было",
    actions: "Действия",
    revoke: "Отозвать",
    revokeOf: "Отозвать: {{name}}",
    revokeTitle: "Отозвать токен «{{name}}»?",
    revokeAdvice:
      "Доступ программы закроется со следующим запросом. Вернуть отозванный токен нельзя: если программа должна работать дальше, сначала создайте новый.",
    revoked: "Токен отозван.",
    none: "Токенов нет. Создайте токен для программы, которой нужен доступ.",
    more: "Показать более старые",
    shownOnce:
      "Токен «{{name}}». Сохраните его там, где программа хранит секреты: больше он показан не будет.",
    token: "Токен",
    cancel: "Отмена",
    close: "Закрыть",
    copy: "Скопировать",
    copied: "Скопировано",
  },
};
