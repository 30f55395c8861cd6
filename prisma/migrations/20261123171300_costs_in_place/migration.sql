-- The last days are restated every day: room in each page lets a new amount stay on it, and so do the indexes.
ALTER TABLE "cost_day" SET (fillfactor = 90);
ALTER TABLE "cost_month" SET (fillfactor = 80);
ALTER TABLE "cost_sum" SET (fillfactor = 80);
