// The @better-auth/api-key plugin behind Node's own HTTP server, as its documentation shows it.
// Expects in the environment: DATABASE_URL; KEYS, how many keys to make; KEYS_FILE, where to write
// them, one on each line. Prints the port once it takes requests.
import { createServer } from "node:http";
import { writeFileSync } from "node:fs";
import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import pg from "pg";

const options = {
  database: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 }),
  secret: "only for this benchmark, on loopback",
  baseURL: "http://127.0.0.1",
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  logger: { disabled: true },
  // Without these it would refuse the load, or write for every request.
  plugins: [apiKey({ rateLimit: { enabled: false }, deferUpdates: true })]
};
const auth = betterAuth(options);
await (await getMigrations(options)).runMigrations();

const { user } = await auth.api.signUpEmail({
  body: { email: "load@localhost.test", password: "correct horse battery", name: "load" }
});
const keys = [];
for (let i = 0; i < Number(process.env.KEYS); i++) {
  keys.push((await auth.api.createApiKey({ body: { userId: user.id, name: "sixteen letters." } })).key);
}
writeFileSync(process.env.KEYS_FILE, keys.join("\n") + "\n");

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const { apiKey: key } = JSON.parse(Buffer.concat(chunks).toString());
  const { valid } = await auth.api.verifyApiKey({ body: { key } });
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ valid }));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
