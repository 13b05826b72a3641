package model

// Proxy is an RDS Proxy, an aws_db_proxy.
type Proxy struct {
	Resource
	Placement
	Lifecycle
	// EngineFamily is MYSQL, POSTGRESQL or SQLSERVER.
	EngineFamily Value[string] `json:"engine_family"`
	// RequireTLS refuses plain connections.
	RequireTLS Value[bool]   `json:"require_tls"`
	Role       Value[string] `json:"role"`
	// Secrets are those with which it signs in to its databases.
	Secrets List[string] `json:"secrets"`
	// Databases are those that it stands before.
	Databases List[string] `json:"databases"`
}
