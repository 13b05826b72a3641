package model

// Resource is what every noun carries.
type Resource struct {
	// ID is unique in the architecture: the ARN in an account, the Terraform address in a plan.
	ID string `json:"id"`
	// Type is the Terraform type, such as aws_db_instance, whatever the source.
	Type string `json:"type"`
	// Name is the AWS name or identifier, for people; it decides nothing.
	Name    Value[string]            `json:"name"`
	Tags    Value[map[string]string] `json:"tags"`
	Region  Value[string]            `json:"region"`
	Account Value[string]            `json:"account"`
	Source  Origin                   `json:"source"`
}

// Origin says where a resource was read.
type Origin struct {
	// Address is the Terraform address, empty in an account.
	Address string `json:"address,omitempty"`
	// ARN is the ARN or id that AWS gave, empty before the first apply.
	ARN string `json:"arn,omitempty"`
	// Module is the module's address, empty in the root module.
	Module string `json:"module,omitempty"`
	// File and Line are set when a source folder was given.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	// Input is the one of several plans and states that it was read in, empty where there is one alone.
	Input string `json:"input,omitempty"`
	// Data marks what a data source reads, and what AWS made and the input only adopts, as a
	// default VPC: this input does not manage what belongs to it.
	Data bool `json:"data,omitempty"`
	// Assumed marks a resource that AWS makes by itself with another one and that the
	// source does not list, such as the main route table of a new VPC.
	Assumed bool `json:"assumed,omitempty"`
}

// Base returns the resource itself, so that code can treat all nouns alike.
func (r *Resource) Base() *Resource { return r }

// Noun is any resource of the model.
type Noun interface{ Base() *Resource }
