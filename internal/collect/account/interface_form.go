package account

import "github.com/aws/aws-sdk-go-v2/service/ec2/types"

// ownerForm is how a service describes the network interfaces that it makes.
type ownerForm struct {
	typ string
	// description may name the groups arn, id or name.
	description string
	// service and resource build the ARN of an id or name; without them there is none.
	service, resource string
	collection        string
}

// ownerForms are what services write into descriptions. The first that matches counts.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
func ownerForms() []ownerForm {
	return []ownerForm{
		{
			"aws_lb",
			`^ELB (?P<id>(?:app|net|gwy)/(?P<name>[^/]+)/\w+)$`,
			"elasticloadbalancing",
			"loadbalancer/",
			"load_balancers",
		},
		{"aws_elb", `^ELB (?P<name>\S+)$`, "elasticloadbalancing", "loadbalancer/", ""},
		{"aws_nat_gateway", `^Interface for NAT Gateway (?P<id>nat-\w+)`, "ec2", "natgateway/", "nat_gateways"},
		{"aws_vpc_endpoint", `^VPC Endpoint Interface (?P<id>vpce-\w+)`, "ec2", "vpc-endpoint/", "vpc_endpoints"},
		{
			"aws_ec2_transit_gateway_vpc_attachment",
			`^Network Interface for Transit Gateway Attachment (?P<id>tgw-attach-\w+)`,
			"ec2",
			"transit-gateway-attachment/",
			"transit_gateway_attachments",
		},
		{"aws_db_instance", `^RDSNetworkInterface`, "", "", "databases"},
		{"aws_db_proxy", `^Network interface for DBProxy (?P<name>\S+)`, "", "", "proxies"},
		{"aws_elasticache_cluster", `^ElastiCache[ +](?P<name>[\w-]+)`, "elasticache", "cluster:", "caches"},
		{
			"aws_lambda_function",
			`^AWS Lambda VPC ENI[-: ]+(?P<name>[\w-]+?)(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?$`,
			"lambda",
			"function:",
			"functions",
		},
		{"aws_efs_mount_target", `^EFS mount target for (?P<name>fs-\w+) \((?P<id>fsmt-\w+)\)`, "", "", "file_systems"},
		{"aws_eks_cluster", `^Amazon EKS (?P<name>[\w-]+)$`, "eks", "cluster/", ""},
		{"aws_instance", `^aws-K8S-(?P<id>i-\w+)$`, "ec2", "instance/", "instance_groups"},
		{"aws_opensearch_domain", `^(?:ES|OpenSearch) (?P<name>[\w-]+)`, "es", "domain/", ""},
		{"aws_msk_cluster", `Amazon MSK network interface for cluster (?P<arn>arn:[^\s.]+)`, "", "", ""},
		{"aws_mq_broker", `^Amazon MQ network interface for broker (?P<id>b-[\w-]+)`, "", "", ""},
		{
			"aws_route53_resolver_endpoint",
			`^Route 53 Resolver: (?P<id>rslvr-[\w-]+)`,
			"route53resolver",
			"resolver-endpoint/",
			"",
		},
		{
			"aws_directory_service_directory",
			`^AWS created network interface for directory (?P<id>d-\w+)`,
			"ds",
			"directory/",
			"",
		},
		{"aws_redshift_cluster", `^RedshiftNetworkInterface`, "", "", ""},
		{"aws_dms_replication_instance", `^DMSNetworkInterface`, "", "", ""},
		{"aws_dax_cluster", `^DAX\b ?(?P<name>[\w-]*)`, "", "", ""},
		{"aws_workspaces_workspace", `(?i)^Created By Amazon Workspaces`, "", "", ""},
		{"aws_glue_connection", `^Attached to Glue using role`, "", "", ""},
		{
			"aws_sagemaker_notebook_instance",
			`SageMaker Notebook Instance (?P<name>[\w-]+)`,
			"sagemaker",
			"notebook-instance/",
			"",
		},
		{"aws_sagemaker_domain", `SageMaker for Studio Domain \((?P<id>d-\w+)\)`, "sagemaker", "domain/", ""},
		{
			"aws_ec2_client_vpn_endpoint",
			`^ClientVPN Endpoint resource(?:.*(?P<id>cvpn-endpoint-\w+))?`,
			"ec2",
			"client-vpn-endpoint/",
			"",
		},
		{"aws_emr_cluster", `^AWS ElasticMapReduce`, "", "", ""},
		{"aws_cloudhsm_v2_cluster", `(?i)^CloudHSM`, "", "", ""},
		{"aws_kinesis_firehose_delivery_stream", `^Amazon Kinesis Firehose`, "", "", ""},
		{"aws_apigatewayv2_vpc_link", `^ENI managed by APIGateway`, "", "", ""},
		{"aws_codestarconnections_host", `^AWS CodeStar Connections`, "", "", ""},
		{"aws_vpclattice_resource_gateway", `(?P<arn>arn:[\w-]+:vpc-lattice:\S+)`, "", "", ""},
		// Terraform has a type for each kind of file system, and the description names none.
		{"aws_fsx_file_system", `\bFSx\b(?:.*?(?P<id>fs-\w+))?`, "fsx", "file-system/", ""},
	}
}

// ownerKinds are owners that the type of the interface tells, where its description does not.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html
func ownerKinds() map[types.NetworkInterfaceType]owner {
	return map[types.NetworkInterfaceType]owner{
		"load_balancer": {
			typ:        "aws_lb",
			collection: "load_balancers",
		},
		"network_load_balancer": {typ: "aws_lb", collection: "load_balancers"},
		"gateway_load_balancer": {typ: "aws_lb", collection: "load_balancers"},
		"natGateway": {
			typ:        "aws_nat_gateway",
			collection: "nat_gateways",
		},
		"nat_gateway":                    {typ: "aws_nat_gateway", collection: "nat_gateways"},
		"vpc_endpoint":                   {typ: "aws_vpc_endpoint", collection: "vpc_endpoints"},
		"gateway_load_balancer_endpoint": {typ: "aws_vpc_endpoint", collection: "vpc_endpoints"},
		"transit_gateway": {
			typ:        "aws_ec2_transit_gateway_vpc_attachment",
			collection: "transit_gateway_attachments",
		},
		"lambda":                           {typ: "aws_lambda_function", collection: "functions"},
		"quicksight":                       {typ: "aws_quicksight_vpc_connection"},
		"global_accelerator_managed":       {typ: "aws_globalaccelerator_accelerator"},
		"api_gateway_managed":              {typ: "aws_apigatewayv2_vpc_link"},
		"aws_codestar_connections_managed": {typ: "aws_codestarconnections_host"},
		"iot_rules_managed":                {typ: "aws_iot_topic_rule_destination"},
		"ec2_instance_connect_endpoint":    {typ: "aws_ec2_instance_connect_endpoint"},
		"branch":                           {typ: "aws_eks_cluster"},
		"efs":                              {typ: "aws_efs_mount_target", collection: "file_systems"},
	}
}
