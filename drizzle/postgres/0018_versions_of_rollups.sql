ALTER TABLE "rollups" ADD COLUMN "version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "rollups_state" ON "rollups" USING btree ("topic","period","facility_id","version","format");--> statement-breakpoint
CREATE INDEX "rollups_version" ON "rollups" USING btree ("version");