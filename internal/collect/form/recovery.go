package form

// RecoveryDays is how far back DynamoDB restores a table unless it is told to keep less.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
const RecoveryDays = 35

// IsFullPeriod reports whether a table can be restored to any second of all those days.
func IsFullPeriod(days int) bool { return days >= RecoveryDays }
