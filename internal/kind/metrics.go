package kind

func noMetrics() []Metric { return nil }

func instancesMetrics() []Metric {
	return []Metric{
		{"AWS/EC2", "InstanceId", true, nil},
		{"AWS/EC2", "AutoScalingGroupName", false, nil},
		{"AWS/AutoScaling", "AutoScalingGroupName", false, nil},
	}
}

func functionMetrics() []Metric {
	return []Metric{{"AWS/Lambda", "FunctionName", false, []string{"Resource", "ExecutedVersion"}}}
}

func proxyMetrics() []Metric {
	return []Metric{
		{"AWS/RDS", "ProxyName", false, []string{"TargetGroup", "Target", "TargetRole", "DBInstanceIdentifier"}},
	}
}

func fileSystemMetrics() []Metric {
	return []Metric{{"AWS/EFS", "FileSystemId", true, nil}}
}

func queueMetrics() []Metric {
	return []Metric{{"AWS/SQS", "QueueName", false, nil}}
}

func bucketMetrics() []Metric {
	return []Metric{{"AWS/S3", "BucketName", false, []string{"StorageType", "FilterId"}}}
}

func tableMetrics() []Metric {
	return []Metric{{"AWS/DynamoDB", "TableName", false, []string{"Operation", "GlobalSecondaryIndexName"}}}
}
