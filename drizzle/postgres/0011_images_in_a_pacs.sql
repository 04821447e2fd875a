CREATE TABLE "image_lookups" (
	"read_id" text PRIMARY KEY NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "is_described" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "image_lookups" ADD CONSTRAINT "image_lookups_read_id_reads_id_fk" FOREIGN KEY ("read_id") REFERENCES "public"."reads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "image_lookups_next" ON "image_lookups" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "studies_described" ON "studies" USING btree ("is_described");