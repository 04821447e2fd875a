CREATE TABLE "access_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"can_read" boolean NOT NULL,
	"can_store" boolean NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint,
	"last_used_at" bigint
);
--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "study_time" text;--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "study_number" text;--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "referring_physician" text;--> statement-breakpoint
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "access_tokens_hash" ON "access_tokens" USING btree ("token_hash");