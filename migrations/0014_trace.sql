-- What was delivered of an operation is looked up by its id.
create index webhook_deliveries_operation on webhook_deliveries (operation_id) where operation_id is not null;
