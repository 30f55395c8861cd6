-- Whatever ends a session ends what it is connected with: a token is never left behind that nobody can disconnect.
CREATE FUNCTION end_connection_of_session() RETURNS trigger LANGUAGE plpgsql AS
E'BEGIN DELETE FROM identity_center_connection WHERE session_id = OLD.id::text\073 RETURN NULL\073 END\073';

CREATE TRIGGER connection_ends_with_session AFTER DELETE ON "session"
FOR EACH ROW EXECUTE FUNCTION end_connection_of_session();
