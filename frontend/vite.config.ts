import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    // Everything that may be cached for ever lies here, under names that hold its hash
    assetsDir: "assets",
    target: "es2022",
    chunkSizeWarningLimit: 1600, // the description of the API, which one page loads alone
  },
  server: { port: 5173, proxy: { "/api": "http://localhost:8080" } },
});
