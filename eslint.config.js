import js from "@eslint/js";

const text = "use createElement and textContent: page text, messages and server replies are untrusted";
const markup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"];

export default [
  { ignores: [".venv/", "dist/"] },
  js.configs.recommended,
  {
    rules: {
      "no-undef": "off", // tsc knows the names of browser and Node
      "no-restricted-properties": [
        "error",
        ...markup.map((property) => ({ property, message: text })),
        { object: "document", property: "write", message: text },
        { object: "document", property: "writeln", message: text },
      ],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
