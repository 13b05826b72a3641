// Package account reads a live AWS account into the model: one architecture a region.
//
// Only operations of the registry are ever sent, and all of them describe, list or get.
// Every call lands in a ledger; what could not be read is a gap or an unknown attribute
// with the IAM action to grant, so that nothing that depends on it passes.
package account
