/** What setting up an authenticator app says; it brings it along. */

import type { Russian } from "../../kit/translations";

export const en = {
  factorSetUp: {
    advice:
      "An app on your phone shows a new code every 30 seconds, and a password alone no longer opens your account. Any app for one-time codes (TOTP) will do.",
    password: "Your password",
    begin: "Set up",
    scan: "Scan this with the app.",
    qr: "QR code for the authenticator app",
    typeIn: "Or type this key into it:",
    secret: "Key for the authenticator app",
    wrongCode: "This is not the app's code. Check the clock of the phone and type the next code.",
    confirm: "Turn on",
    recovery:
      "The app is on. Keep these recovery codes away from the phone: each opens your account once when the app is lost. They are shown this once.",
    recoveryCodes: "Recovery codes",
    kept: "I have kept them",
    inForce:
      "On: logging in takes a code of the app. If you lose it, log in with a recovery code, or ask an administrator to remove it.",
  },
};

export const ru: Russian<typeof en> = {
  factorSetUp: {
    advice:
      "Приложение на телефоне каждые 30 секунд показывает новый код, и одного пароля для входа уже недостаточно. Подойдёт любое приложение одноразовых кодов (TOTP).",
    password: "Ваш пароль",
    begin: "Подключить",
    scan: "Отсканируйте код приложением.",
    qr: "QR-код для приложения",
    typeIn: "Или введите в нём этот ключ:",
    secret: "Ключ для приложения",
    wrongCode: "Код не подходит. Проверьте часы телефона и введите следующий код.",
    confirm: "Включить",
    recovery:
      "Подтверждение включено. Сохраните резервные коды отдельно от телефона: каждый один раз откроет вход, если приложение потеряно. Они показаны один раз.",
    recoveryCodes: "Резервные коды",
    kept: "Коды сохранены",
    inForce:
      "Включено: для входа нужен код из приложения. Если потеряете его, войдите с резервным кодом или попросите администратора отключить приложение.",
  },
};
