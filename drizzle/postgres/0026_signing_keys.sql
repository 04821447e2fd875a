CREATE TABLE "signing_keys" (
	"seq" integer PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"public_key" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "signing_keys_key" ON "signing_keys" USING btree ("key_id");